import type { KindLookup } from '../kubernetes/custom-kind.ts';
import { kindScope } from '../kubernetes/kind-schema.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { StageObjects } from '../objects.ts';

/**
 * What a chart brings as Argo CD syncs it: what says no namespace goes into that of the Application's destination. The chart of a component
 * is patched to say it, so that whoever reads the tree sees it; nobody patches the chart of an app.
 */
export function asSynced(
  objects: readonly KubernetesObject[],
  { component, namespace }: StageObjects,
  lookup: KindLookup,
): readonly KubernetesObject[] {
  if (component !== 'apps') return objects;
  return objects.map((object) => {
    const { apiVersion, kind, metadata } = object;
    const scope = lookup(apiVersion, kind)?.scope ?? kindScope(apiVersion, kind);
    const isBare = scope === 'Namespaced' && metadata.namespace === undefined;
    return isBare ? { ...object, metadata: { ...metadata, namespace } } : object;
  });
}
