import type { PlainMap } from '../../map.ts';
import type { ClusterFacts, PlatformFacts } from '../../model.ts';
import type { FoundClusters } from './clusters.ts';
import type { Identity } from './identity.ts';

/** The Kubernetes version with which `plinth init` begins. */
export const KUBERNETES = '1.34';

/** The platform as far as it is known while its components are asked what they would make. */
export function platformFacts({ name, domain, git }: Identity, { names, hub }: FoundClusters): PlatformFacts {
  const clusters = names.map((each) => ({
    name: each,
    isHub: each === hub,
    kubernetes: KUBERNETES,
    networkPolicies: false,
  }));
  const read = { url: git.url, revision: git.revision ?? 'main' };
  return { name, domain, git: read, delivery: 'reference', clusters, teamApps: [], health: {}, exclusions: [] };
}

/** The same of a cluster. */
export function clusterFacts(
  name: string,
  kubernetes: string,
  isHub: boolean,
  { domain }: Identity,
  workers: PlainMap,
): ClusterFacts {
  const nodes = { controlPlanes: [], workers: workers as ClusterFacts['nodes']['workers'], edges: [] };
  const place = { name, hub: name, isHub, kubernetes, domain: isHub ? domain : `${name}.${domain}`, nodes };
  return { ...place, cni: { kind: 'flannel', networkPolicies: false }, secrets: [], gitHubTokens: [], metrics: [] };
}
