import type { ClusterModel, Model } from '../model.ts';
import type { StageContent, StageObjects } from '../objects.ts';
import { isOfComponent } from '../placed-objects.ts';
import { routesOf } from '../routes.ts';
import { clusterContext } from '../stage-access.ts';

/** The same stages, with what follows from the hosts that all of them together take traffic for on a cluster. */
export function withHosts(stages: readonly StageObjects[], model: Model): readonly StageObjects[] {
  const hosts = new Map(model.clusters.map(({ facts: { name } }) => [name, hostsOn(name, stages)]));
  return stages.map((each) =>
    each.stage?.hostResources === undefined ? each : { ...each, clusters: contents(each, hosts, model) },
  );
}

function hostsOn(cluster: string, stages: readonly StageObjects[]): readonly string[] {
  const objects = stages.flatMap(({ clusters }) => clusters.get(cluster)?.objects ?? []);
  return [...new Set(objects.flatMap(routesOf).map(({ host }) => host))].sort();
}

function contents(
  stage: StageObjects,
  hosts: ReadonlyMap<string, readonly string[]>,
  model: Model,
): ReadonlyMap<string, StageContent> {
  return new Map(
    model.clusters.flatMap((cluster) => {
      const { name } = cluster.facts;
      const content = withOwn(stage, cluster, hosts.get(name) ?? [], model);
      return content === undefined ? [] : [[name, content] as const];
    }),
  );
}

function withOwn(
  { component, stage, clusters }: StageObjects,
  { facts, enabled }: ClusterModel,
  hosts: readonly string[],
  model: Model,
): StageContent | undefined {
  const before = clusters.get(facts.name);
  if (stage === undefined || !isOfComponent(component) || !enabled.has(component)) return before;
  const context = { ...clusterContext(stage, enabled.get(component), model.facts, facts, enabled), hosts };
  const own = stage.hostResources?.(context) ?? [];
  return own.length === 0 ? before : { ...before, objects: [...(before?.objects ?? []), ...own] };
}
