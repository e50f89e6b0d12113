import { create } from '../kubernetes/create.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { ClusterFacts, PlatformFacts } from '../model.ts';
import { ARGOCD_NAMESPACE, hubName, ROOTS } from './names.ts';
import { syncPolicy } from './sync-policy.ts';

const metadata = (name: string) => ({
  name,
  namespace: ARGOCD_NAMESPACE,
  annotations: { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' },
});

/**
 * What a webhook, or a person, writes on an Application to have Argo CD look at it: a root that is compared at that moment would take it for a
 * difference, and sync all its waves once more.
 */
const askedToLook = {
  group: 'argoproj.io',
  kind: 'Application',
  jsonPointers: ['/metadata/annotations/argocd.argoproj.io~1refresh'],
};

/**
 * The root of a group of Applications on a cluster: `platform`, in waves, and `apps`, which the platform never holds up.
 * It has no finalizer: removing a root leaves what it made.
 */
export function rootApplication(
  cluster: ClusterFacts,
  group: 'platform' | 'apps',
  platform: PlatformFacts,
): KubernetesObject {
  return create('argoproj.io/v1alpha1', 'Application', {
    metadata: metadata(hubName(cluster.name, group)),
    spec: {
      project: ROOTS,
      source: {
        repoURL: platform.git.url,
        targetRevision: platform.git.revision,
        path: `clusters/${cluster.name}`,
        directory: { include: `application-${group}.*.yaml` },
      },
      destination: { name: 'in-cluster', namespace: ARGOCD_NAMESPACE },
      syncPolicy: syncPolicy([]),
      ignoreDifferences: [askedToLook],
    },
  });
}

/** The one Application that Argo CD is started with: it brings every cluster's roots and projects, and itself. */
export function rootOfRoots(hub: ClusterFacts, platform: PlatformFacts): KubernetesObject {
  return create('argoproj.io/v1alpha1', 'Application', {
    metadata: metadata(ROOTS),
    spec: {
      project: ROOTS,
      source: { repoURL: platform.git.url, targetRevision: platform.git.revision, path: `clusters/${hub.name}` },
      destination: { name: 'in-cluster', namespace: ARGOCD_NAMESPACE },
      syncPolicy: syncPolicy([]),
      ignoreDifferences: [askedToLook],
    },
  });
}
