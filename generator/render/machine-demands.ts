import type { Component } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import type { KubeletDemand, NodeDemand } from '../machine-demand.ts';
import type { ClusterModel, PlatformFacts } from '../model.ts';
import type { Registry } from '../registry.ts';
import { checkContext } from './check-context.ts';

/** What all components of a cluster ask of its machines, sorted by component. */
export interface MachineDemands {
  readonly nodes: readonly (NodeDemand & { readonly component: ComponentName })[];
  readonly kubelets: readonly (KubeletDemand & { readonly component: ComponentName })[];
}

/** Asks every component of a cluster. A demand on no node is none. */
export function machineDemands(cluster: ClusterModel, platform: PlatformFacts, registry: Registry): MachineDemands {
  const all = [...cluster.enabled.keys()].sort().flatMap((component) => {
    const { machines } = registry.components[component] as Component<ComponentName>;
    const demands = machines?.(checkContext(cluster.enabled.get(component), cluster, platform)) ?? [];
    return demands.map((demand) => ({ ...demand, component }));
  });
  return {
    nodes: all.flatMap((demand) => ('nodes' in demand && demand.nodes.length > 0 ? [demand] : [])),
    kubelets: all.flatMap((demand) => ('kubeletCertificates' in demand ? [demand] : [])),
  };
}
