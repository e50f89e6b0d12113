import type { HostContext } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import { objectId } from '../kubernetes/object.ts';
import type { ClusterModel, Model } from '../model.ts';
import type { StageContent, StageObjects } from '../objects.ts';
import { isOfComponent } from '../placed-objects.ts';
import { attachedHosts, routesOf } from '../routes.ts';
import { clusterContext } from '../stage-access.ts';

/** The same stages, with what follows from the hosts that all of them together take traffic for on a cluster. */
export function withHosts(stages: readonly StageObjects[], model: Model): readonly StageObjects[] {
  const hosts = new Map(model.clusters.map(({ facts: { name } }) => [name, hostsOn(name, stages)]));
  return stages.map((each) =>
    each.stage?.hostResources === undefined ? each : { ...each, clusters: contents(each, hosts, model) },
  );
}

type Hosts = Pick<HostContext<ComponentName>, 'hosts' | 'attached'>;

function hostsOn(cluster: string, stages: readonly StageObjects[]): Hosts {
  const objects = stages.flatMap(({ clusters }) => clusters.get(cluster)?.objects ?? []);
  const attached = objects.flatMap(attachedHosts).sort((a, b) => (a.host < b.host ? -1 : 1));
  return { hosts: [...new Set(objects.flatMap(routesOf).map(({ host }) => host))].sort(), attached };
}

function contents(
  stage: StageObjects,
  hosts: ReadonlyMap<string, Hosts>,
  model: Model,
): ReadonlyMap<string, StageContent> {
  return new Map(
    model.clusters.flatMap((cluster) => {
      const { name } = cluster.facts;
      const content = withOwn(stage, cluster, hosts.get(name) ?? { hosts: [], attached: [] }, model);
      return content === undefined ? [] : [[name, content] as const];
    }),
  );
}

function withOwn(
  { component, stage, clusters }: StageObjects,
  { facts, enabled }: ClusterModel,
  hosts: Hosts,
  model: Model,
): StageContent | undefined {
  const before = clusters.get(facts.name);
  if (stage === undefined || !isOfComponent(component) || !enabled.has(component)) return before;
  const context = { ...clusterContext(stage, enabled.get(component), model.facts, facts, enabled), ...hosts };
  const own = stage.hostResources?.(context) ?? [];
  if (own.length === 0) return before;
  const replaced = new Set(own.map(objectId));
  return { ...before, objects: [...(before?.objects ?? []).filter((each) => !replaced.has(objectId(each))), ...own] };
}
