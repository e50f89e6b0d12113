import { type CustomKind, type KindLookup, wholeObject } from './custom-kind.ts';
import { groupOf } from './object.ts';
import { schemaDocument } from './schema-document.ts';

/** A served version of a custom kind as its upstream published it. */
export interface PublishedKind extends CustomKind {
  /** Where it is from, as `<module>@<version>`. */
  readonly module: string;
  /** Whether upstream says that this version will go. */
  readonly isDeprecated: boolean;
  /** Whether Plinth installs a newer one, whose fields are not known here. */
  readonly isBehind: boolean;
}

/** The schemas of the custom kinds that upstream modules carry. */
export interface CustomSchemas {
  /** Every served kind, as `<apiVersion>/<Kind>`, sorted. */
  readonly names: readonly string[];
  /** A kind by API version and name, such as `cert-manager.io/v1` and `Issuer`; undefined where no module has it or its version is not served any more. */
  readonly kind: (apiVersion: string, kind: string) => PublishedKind | undefined;
  /** The API versions in which a kind is served, the one that is stored first. */
  readonly served: (group: string, kind: string) => readonly string[];
}

/** Reads the document of schema/custom-kinds.json.br, each definition of it when its kind is first asked for; asking again gives the same object. */
export function customSchemas(document: string): CustomSchemas {
  const { index, definition } = schemaDocument<Index>(document);
  const known = new Map<string, PublishedKind>();
  const names = Object.keys(index.kinds).filter((name) => placeOf(index.kinds[name]) !== undefined);
  const read = (name: string): PublishedKind | undefined => {
    const entry = Object.hasOwn(index.kinds, name) ? index.kinds[name] : undefined;
    const place = placeOf(entry);
    if (entry === undefined || place === undefined) return undefined;
    const [scope, module, , ...marks] = entry;
    const kind: PublishedKind = {
      scope: scope === 'N' ? 'Namespaced' : 'Cluster',
      schema: wholeObject(definition(place)),
      module: index.modules[module] ?? '',
      isDeprecated: marks.includes('deprecated'),
      isBehind: marks.includes('behind'),
    };
    known.set(name, kind);
    return kind;
  };
  const kind: KindLookup & CustomSchemas['kind'] = (apiVersion, name) =>
    known.get(`${apiVersion}/${name}`) ?? read(`${apiVersion}/${name}`);
  return { names, kind, served: (group, name) => servedIn(index, names, group, name) };
}

function placeOf(entry: Entry | undefined): number | undefined {
  return entry?.[2] ?? undefined;
}

function servedIn({ kinds }: Index, names: readonly string[], group: string, kind: string): readonly string[] {
  const found = names.filter((name) => groupOf(name) === group && name.endsWith(`/${kind}`));
  const isStored = (name: string) => kinds[name]?.includes('stored') === true;
  return [...found.filter(isStored), ...found.filter((name) => !isStored(name))].map((name) =>
    name.slice(0, -kind.length - 1),
  );
}

interface Index {
  readonly modules: readonly string[];
  readonly kinds: { readonly [kind: string]: Entry };
}

/** The scope of a kind, the places of its module and of its definition, then `stored`, `deprecated` and `behind`. */
type Entry = readonly [scope: 'N' | 'C', module: number, definition: number | null, ...marks: readonly string[]];
