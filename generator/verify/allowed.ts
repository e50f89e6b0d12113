import { hubName } from '../build/names.ts';
import type { Allowed } from './misplaced.ts';
import type { Compiled, Overlay } from './overlay.ts';

/** What an AppProject says of where its stages may write. */
export interface ProjectSpec {
  readonly destinations: readonly { readonly namespace: string }[];
  readonly clusterResourceWhitelist: readonly { readonly group: string; readonly kind: string }[];
}

/** What the project of a stage's Application allows it on a cluster. */
export function allowedFor({ stage, cluster: { facts } }: Overlay, { objects }: Compiled): ProjectSpec {
  const { applications = [], projects = [] } = objects.clusters.get(facts.name) ?? {};
  const name = hubName(facts.name, stage.component, stage.name);
  const application = applications.find(({ metadata }) => metadata.name === name);
  const { spec: told } = (application ?? {}) as { spec?: { project: string } };
  const { spec } = (projects.find(({ metadata }) => metadata.name === told?.project) ?? {}) as { spec?: ProjectSpec };
  return spec ?? { destinations: [], clusterResourceWhitelist: [] };
}

/** The same, to look up in. */
export function setsOf({ destinations, clusterResourceWhitelist }: ProjectSpec): Allowed {
  return {
    namespaces: new Set(destinations.map(({ namespace }) => namespace)),
    clusterKinds: new Set(clusterResourceWhitelist.map(({ group, kind }) => `${group}/${kind}`)),
  };
}
