import type { Kinds } from '../generated/kinds.ts';

type Any = Kinds[keyof Kinds];

/** An API version that has a contract in schema/kubernetes. */
export type ApiVersion = Any['apiVersion'];

/** The kinds of an API version. */
export type KindOf<V extends ApiVersion> = Extract<Any, { readonly apiVersion: V }>['kind'];

/** The type of an object by its API version and kind. */
export type ObjectOf<V extends ApiVersion, K extends string> = Extract<
  Any,
  { readonly apiVersion: V; readonly kind: K }
>;

/** An object of a kind that has a contract, its fields in reading order; unknown and missing fields are type errors. */
export function create<const V extends ApiVersion, const K extends KindOf<V>>(
  apiVersion: V,
  kind: K,
  fields: Omit<ObjectOf<V, K>, 'apiVersion' | 'kind'>,
): ObjectOf<V, K> {
  const { metadata, ...rest } = fields as { readonly metadata?: unknown };
  // A Kustomization has no metadata.
  const object = metadata === undefined ? { apiVersion, kind, ...rest } : { apiVersion, kind, metadata, ...rest };
  return object as unknown as ObjectOf<V, K>;
}
