import type { KindLookup } from '../kubernetes/custom-kind.ts';
import { kindScope } from '../kubernetes/kind-schema.ts';
import { describe, type KubernetesObject } from '../kubernetes/object.ts';

/** What Argo CD lets a cluster's stages make. */
export interface Allowed {
  readonly namespaces: ReadonlySet<string>;
  /** As `group/Kind`; the core group is empty. */
  readonly clusterKinds: ReadonlySet<string>;
}

/** What is wrong with where a chart's objects go, a sentence each: a namespace left out, or a place or kind that the project does not allow. */
export function misplaced(
  objects: readonly KubernetesObject[],
  { namespaces, clusterKinds }: Allowed,
  lookup: KindLookup,
): readonly string[] {
  return objects.flatMap((object) => {
    const { apiVersion, kind, metadata } = object;
    const scope = lookup(apiVersion, kind)?.scope ?? kindScope(apiVersion, kind);
    if (scope === 'Namespaced') {
      if (metadata.namespace === undefined) return [`${describe(object)} has no namespace`];
      const isThere = namespaces.has(metadata.namespace);
      return isThere ? [] : [`${describe(object)} lies in a namespace that its AppProject does not allow`];
    }
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    if (scope === undefined || clusterKinds.has(`${group}/${kind}`)) return [];
    return [`${describe(object)} is cluster-scoped, and its AppProject does not allow ${kind}`];
  });
}
