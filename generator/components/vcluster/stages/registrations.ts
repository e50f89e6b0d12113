import { type ClusterContext, defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { clustersInside } from '../instances.ts';
import { registrar, registration, rights } from '../registrar.ts';

/** The clusters inside the hub, known to its Argo CD. */
export const registrations = defineStage('vcluster', {
  summary: 'the clusters inside the hub, known to its Argo CD',
  needsWhen: (context) => (registered(context).length > 0 ? ['argocd/install'] : []),
  clusterResources: (context) => {
    const names = registered(context);
    if (names.length === 0) return [];
    return [...names.map(registration), account(), ...rights(names), registrar(names)];
  },
});

/** Another host than the hub cannot reach the hub's Secrets: a cluster inside it is registered by hand, like its host. */
function registered(context: ClusterContext<'vcluster'>): readonly string[] {
  return context.cluster.isHub ? clustersInside(context).map(({ name }) => name) : [];
}

function account(): KubernetesObject {
  return create('v1', 'ServiceAccount', { metadata: { name: 'registrar', namespace: 'vcluster' } });
}
