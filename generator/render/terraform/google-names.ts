import type { GoogleBucket, GoogleKey } from '../../google-need.ts';
import type { Yaml } from '../../yaml.ts';
import type { Block } from './json-file.ts';
import { localName } from './local-name.ts';

/** What Terraform calls a key's ring. */
export function ringName({ project, location, keyRing }: GoogleKey): string {
  return localName(project, location, keyRing);
}

/** What Terraform calls a key. */
export function keyName({ project, location, keyRing, name }: GoogleKey): string {
  return localName(project, location, keyRing, name);
}

/** What Terraform calls a bucket. */
export function bucketName({ name }: GoogleBucket): string {
  return localName(name);
}

/** Each thing once, by name, sorted. */
export function all<T>(
  things: readonly T[],
  nameOf: (thing: T) => string,
  blockOf: (thing: T) => Block,
): { [name: string]: Yaml } {
  const blocks = things.map((thing) => [nameOf(thing), blockOf(thing) as Yaml] as const);
  return Object.fromEntries([...blocks].sort(([a], [b]) => (a < b ? -1 : 1)));
}
