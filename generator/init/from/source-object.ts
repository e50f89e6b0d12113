import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { PlainMap } from '../../map.ts';

/** An object as the folder brings it to one cluster, the file that it is written in, as far as that is one, and the folder or file that is built. */
export interface SourceObject {
  readonly object: KubernetesObject & PlainMap;
  readonly file: string;
  readonly root: string;
}

/** What a reader made of the objects of one cluster. */
export interface Read<T> {
  readonly found: readonly T[];
  /** Objects that are in what was found, whole or in part. */
  readonly used: readonly SourceObject[];
}

/** The objects of a kind. */
export function ofKind(objects: readonly SourceObject[], ...kinds: readonly string[]): readonly SourceObject[] {
  return objects.filter(({ object }) => kinds.includes(object.kind));
}

/** How messages call an object: `Deployment shop/web`. */
export function nameOfObject({ object: { kind, metadata } }: SourceObject): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}
