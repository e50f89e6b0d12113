import type { ProvidedKinds } from '../component.ts';
import type { ComponentName, StageId } from '../generated/options.ts';
import type { ClusterModel, Model } from '../model.ts';
import type { StageObjects } from '../objects.ts';
import { oncePerValue } from '../once-per-value.ts';
import type { Registry } from '../registry.ts';
import type { Capabilities } from '../rendering.ts';
import { allBefore } from '../resolve/waves.ts';
import { componentOf, stagesOf } from '../stage-access.ts';

/**
 * What charts are told about a cluster: its version, and the kinds that the stages before this one bring, instead of whatever is there at that
 * moment. An app comes after all of them.
 */
export function capabilitiesOn(
  stage: Pick<StageObjects, 'component' | 'name'>,
  cluster: ClusterModel,
  stages: readonly StageObjects[],
): Capabilities {
  const here = stages.filter(({ clusters }) => clusters.has(cluster.facts.name));
  const earlier = new Set(allBefore(idOf(stage), edgesOf(cluster)));
  const before = stage.component === 'apps' ? here : here.filter((each) => earlier.has(idOf(each)));
  return capabilities(
    cluster.facts.kubernetes,
    before.flatMap((each) => each.stage?.providesKinds ?? []),
  );
}

const edgesOf = oncePerValue(
  ({ stages }: ClusterModel) => new Map(stages.map(({ id, before }) => [id, before] as const)),
);

/** The same for what all clusters share: as on the hub, or as the stage would have it there. No other cluster changes it. */
export function sharedCapabilities(
  stage: StageObjects,
  model: Model,
  stages: readonly StageObjects[],
  registry: Registry,
): Capabilities {
  const hub = model.clusters.find(({ facts }) => facts.isHub);
  const isApp = stage.component === 'apps';
  if (hub !== undefined && (isApp || stage.clusters.has(hub.facts.name))) return capabilitiesOn(stage, hub, stages);
  if (isApp) return capabilities('', []);
  const kinds = stagesBefore(idOf(stage), model, registry).flatMap(
    (id) => stagesOf(registry, componentOf(id)).find((each) => each.id === id)?.stage.providesKinds ?? [],
  );
  return capabilities(hub?.facts.kubernetes ?? '', kinds);
}

function idOf({ component, name }: Pick<StageObjects, 'component' | 'name'>): StageId {
  return `${component}/${name}` as StageId;
}

function capabilities(kubeVersion: string, kinds: readonly ProvidedKinds[]): Capabilities {
  const apiVersions = kinds.flatMap(({ group, versions, kinds: names }) =>
    versions.flatMap((version) => [`${group}/${version}`, ...names.map((kind) => `${group}/${version}/${kind}`)]),
  );
  return { kubeVersion, ...(apiVersions.length > 0 ? { apiVersions: [...new Set(apiVersions)].sort() } : {}) };
}

/** What comes before a stage by the options at the top alone. */
function stagesBefore(id: StageId, model: Model, registry: Registry, known = new Set<StageId>()): readonly StageId[] {
  const all = stagesOf(registry, componentOf(id));
  const place = all.findIndex((each) => each.id === id);
  const { needs = [], after = [] } = all[place]?.stage ?? {};
  const direct = [
    ...needs,
    ...after.filter((each) => isOn(componentOf(each), model)),
    ...all.slice(0, place).map((each) => each.id),
  ];
  return direct.flatMap((each) => {
    if (known.has(each)) return [];
    known.add(each);
    return [each, ...stagesBefore(each, model, registry, known)];
  });
}

function isOn(component: ComponentName, { base }: Model): boolean {
  const options = base.get(component) as { readonly enabled?: boolean } | undefined;
  return options !== undefined && options.enabled !== false;
}
