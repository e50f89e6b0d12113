import { customKindsIn, lookupIn } from '../kubernetes/custom-kind.ts';
import { kindScope } from '../kubernetes/kind-schema.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Upstream } from '../objects.ts';

/** The same where each namespaced object says its namespace, the release's where its chart says none, and no cluster-scoped one has any. */
export function placedWithin(
  objects: readonly KubernetesObject[],
  { namespace }: Upstream,
): readonly KubernetesObject[] {
  const defined = lookupIn(customKindsIn(objects));
  return objects.map((object) => {
    const { apiVersion, kind, metadata } = object;
    const scope = defined(apiVersion, kind)?.scope ?? kindScope(apiVersion, kind);
    if (scope === 'Namespaced' && metadata.namespace === undefined)
      return { ...object, metadata: { ...metadata, namespace } };
    if (scope !== 'Cluster' || metadata.namespace === undefined) return object;
    const { namespace: _, ...rest } = metadata;
    return { ...object, metadata: rest };
  });
}
