import { hubName } from '../build/names.ts';
import type { Compiled } from '../verify.ts';
import type { Allowed } from './misplaced.ts';

/** What the AppProject of a cluster's platform says of where its stages may write. */
export interface ProjectSpec {
  readonly destinations: readonly { readonly namespace: string }[];
  readonly clusterResourceWhitelist: readonly { readonly group: string; readonly kind: string }[];
}

/** What a cluster's stages are allowed. */
export function allowedOn(cluster: string, { objects }: Compiled): ProjectSpec {
  const own = hubName(cluster, 'platform');
  const project = objects.clusters.get(cluster)?.projects.find(({ metadata }) => metadata.name === own);
  const { spec } = (project ?? {}) as { spec?: ProjectSpec };
  return spec ?? { destinations: [], clusterResourceWhitelist: [] };
}

/** The same, to look up in. */
export function setsOf({ destinations, clusterResourceWhitelist }: ProjectSpec): Allowed {
  return {
    namespaces: new Set(destinations.map(({ namespace }) => namespace)),
    clusterKinds: new Set(clusterResourceWhitelist.map(({ group, kind }) => `${group}/${kind}`)),
  };
}
