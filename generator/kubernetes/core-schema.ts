import { groupOf } from './object.ts';
import { schemaDocument } from './schema-document.ts';
import type { StructuralSchema } from './structural-schema.ts';

/** A kind of Kubernetes itself: where its objects live, and which minor versions have it. */
export interface CoreKind {
  readonly scope: 'Namespaced' | 'Cluster';
  /** As `1.34`, oldest first. */
  readonly minors: readonly string[];
}

/** The schemas of the kinds of Kubernetes itself. */
export interface CoreSchemas {
  /** The minor versions that are known, as `1.34`, oldest first. */
  readonly minors: readonly string[];
  /** A kind by API version and name, whichever version has it. */
  readonly kind: (apiVersion: string, kind: string) => CoreKind | undefined;
  /** The API versions of a group in which a minor version has a kind. */
  readonly served: (minor: string, group: string, kind: string) => readonly string[];
  /** The schema of a kind's definition in a minor version; circles of definitions are circles of objects. */
  readonly definition: (minor: string, apiVersion: string, kind: string) => StructuralSchema | undefined;
}

/** Reads the document of schema/kubernetes-core.json.br, each definition of it when it is first asked for. */
export function coreSchemas(document: string): CoreSchemas {
  const { index, definition } = schemaDocument<Index>(document);
  const { releases, kinds } = index;
  const minors = releases.map((release) => release.slice(0, release.lastIndexOf('.')));
  const find = (name: string): Entry => (Object.hasOwn(kinds, name) ? (kinds[name] ?? nothing) : nothing);
  const placeIn = (minor: string, name: string) => find(name).slice(1)[minors.indexOf(minor)] ?? undefined;
  return {
    minors,
    kind: (apiVersion, kind) => coreKind(find(`${apiVersion}/${kind}`), minors),
    served: (minor, group, kind) =>
      Object.keys(kinds)
        .filter((name) => name.endsWith(`/${kind}`) && placeIn(minor, name) !== undefined)
        .map((name) => name.slice(0, -kind.length - 1))
        .filter((apiVersion) => groupOf(apiVersion) === group),
    definition: (minor, apiVersion, kind) => {
      const place = placeIn(minor, `${apiVersion}/${kind}`);
      return typeof place === 'number' ? definition(place) : undefined;
    },
  };
}

function coreKind([scope, ...places]: Entry, minors: readonly string[]): CoreKind | undefined {
  if (scope === undefined) return undefined;
  const has = minors.filter((_, index) => typeof places[index] === 'number');
  return { scope: scope === 'N' ? 'Namespaced' : 'Cluster', minors: has };
}

interface Index {
  readonly releases: readonly string[];
  readonly kinds: { readonly [kind: string]: Entry };
}

/** The scope of a kind, then the place of its definition for each release. */
type Entry = readonly ('N' | 'C' | number | null)[];

const nothing: Entry = [];
