import type { GroupVersionKind, OpenApiDocument } from './open-api.ts';

/** A kind of a release: where its objects live, and its definition. */
export interface CoreKind {
  readonly isNamespaced: boolean;
  /** As in OpenAPI: `io.k8s.api.apps.v1.Deployment`. */
  readonly definition: string;
}

/** Every kind that can be created on its own, by `<apiVersion>/<Kind>`, sorted: subresources and the bodies of requests are left out. */
export function kindsOf(documents: readonly OpenApiDocument[]): ReadonlyMap<string, CoreKind> {
  const definitions = definitionsByKind(documents);
  const found = documents.flatMap(({ paths = {} }) =>
    Object.entries(paths).flatMap(([path, { post }]) => {
      const kind = post?.['x-kubernetes-group-version-kind'];
      const definition = kind === undefined ? undefined : definitions.get(nameOf(kind));
      if (kind === undefined || definition === undefined || path.includes('{name}')) return [];
      return [[nameOf(kind), { isNamespaced: path.includes('{namespace}'), definition }] as const];
    }),
  );
  // a kind that is listed across namespaces may be created in one only, so the namespaced path wins
  const namespacedLast = found.sort(([, one], [, other]) => Number(one.isNamespaced) - Number(other.isNamespaced));
  return new Map([...new Map(namespacedLast)].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function definitionsByKind(documents: readonly OpenApiDocument[]): ReadonlyMap<string, string> {
  return new Map(
    documents.flatMap(({ components }) =>
      Object.entries(components?.schemas ?? {}).flatMap(([name, schema]) => {
        const isObject = schema.properties?.['metadata']?.allOf?.[0]?.$ref?.endsWith('.meta.v1.ObjectMeta') === true;
        return isObject
          ? (schema['x-kubernetes-group-version-kind'] ?? []).map((kind) => [nameOf(kind), name] as const)
          : [];
      }),
    ),
  );
}

function nameOf({ group, version, kind }: GroupVersionKind): string {
  return group === '' ? `${version}/${kind}` : `${group}/${version}/${kind}`;
}
