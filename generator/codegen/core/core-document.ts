import type { StructuralSchema } from '../../kubernetes/structural-schema.ts';
import { type CoreKind, kindsOf } from './kinds-of.ts';
import type { OpenApiSchema } from './open-api.ts';
import { pooled } from './pool.ts';
import type { Release } from './read-release.ts';
import { type Linked, toStructural } from './to-structural.ts';

/**
 * The kinds of several releases as one JSON document, one definition a line: `releases`, oldest first; `kinds`, by `<apiVersion>/<Kind>` the scope
 * (`N` or `C`) and for each release the place of its definition, null where it has none; `definitions`, structural schemas that refer to each other by place.
 */
export function coreDocument(releases: readonly Release[]): string {
  const read = releases.map((release) => ({ version: release.version, kinds: kindsOf(release.documents), release }));
  const all = read.flatMap(({ version, kinds, release }) =>
    reachable(definitionsOf(release), [...kinds.values()]).map(
      ([name, schema]) => [`${name} ${version}`, schema] as const,
    ),
  );
  // the same definition of every release side by side, so that the compressor sees what they have in common
  const { definitions, places } = pooled(new Map(all.sort(([one], [other]) => (one < other ? -1 : 1))));
  const names = [...new Set(read.flatMap(({ kinds }) => [...kinds.keys()]))].sort();
  const kinds = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(entry(name, read, places))}`);
  return [
    `{"releases":${JSON.stringify(read.map(({ version }) => version))},`,
    `"kinds":{\n${kinds.join(',\n')}\n},`,
    `"definitions":[\n${definitions.map((schema) => JSON.stringify(schema)).join(',\n')}\n]}\n`,
  ].join('\n');
}

interface ReadRelease {
  readonly version: string;
  readonly kinds: ReadonlyMap<string, CoreKind>;
}

function entry(
  name: string,
  read: readonly ReadRelease[],
  places: ReadonlyMap<string, number>,
): readonly (string | number | null)[] {
  const isNamespaced = read.some(({ kinds }) => kinds.get(name)?.isNamespaced === true);
  const own = read.map(({ version, kinds }) => places.get(`${kinds.get(name)?.definition} ${version}`) ?? null);
  return [isNamespaced ? 'N' : 'C', ...own];
}

function definitionsOf({ documents, enums, version }: Release): ReadonlyMap<string, Linked<string>> {
  const published = new Map<string, OpenApiSchema>(
    documents.flatMap(({ components }) => Object.entries(components?.schemas ?? {})),
  );
  return new Map(
    [...published].map(([name, schema]) => [name, inRelease(toStructural(name, schema, enums), version)] as const),
  );
}

function inRelease(schema: unknown, version: string): Linked<string> {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? `${value} ${version}` : value,
  );
  return JSON.parse(text) as Linked<string>;
}

function reachable(
  definitions: ReadonlyMap<string, StructuralSchema>,
  kinds: readonly CoreKind[],
): readonly (readonly [string, Linked<string>])[] {
  const reached = new Map<string, Linked<string>>();
  const waiting = kinds.map(({ definition }) => definition);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const schema = definitions.get(name);
    if (schema === undefined || reached.has(name)) continue;
    reached.set(name, schema);
    waiting.push(...referencesIn(schema));
  }
  return [...reached];
}

function referencesIn(schema: unknown): readonly string[] {
  const found = [...JSON.stringify(schema).matchAll(/"\$ref":"([^" ]+)/g)];
  return found.map(([, name = '']) => name);
}
