import { appStages } from './build/app-stage.ts';
import { clusterObjects } from './build/cluster-objects.ts';
import { type KnownViews, knownViews } from './build/known-views.ts';
import { namespaceStage } from './build/namespace-stage.ts';
import { stageObjects } from './build/stage-objects.ts';
import { withHosts } from './build/with-hosts.ts';
import { withPatches } from './build/with-patches.ts';
import { withRenders } from './build/with-renders.ts';
import type { ComponentName } from './generated/options.ts';
import type { Model } from './model.ts';
import type { Objects, StageObjects } from './objects.ts';
import type { Registry } from './registry.ts';
import { nothingLocked, type RenderLookup } from './rendering.ts';
import { stagesOf } from './stage-access.ts';

/** Makes every object of the platform: what each stage is at its base and on each cluster, and what Argo CD is told. What is to be rendered, `lookup` has. Two platforms that share values share what is `known` to be made of them. */
export function build(
  model: Model,
  registry: Registry,
  lookup: RenderLookup = nothingLocked,
  known: KnownViews = knownViews(),
): Objects {
  const components = [...new Set(model.clusters.flatMap(({ enabled }) => [...enabled.keys()]))].sort();
  const own = components.flatMap((component) => componentStages(component, model, registry, known));
  const { stages: made, unrendered } = withRenders([...own, ...appStages(model, registry)], model, registry, lookup);
  const platform = withPatches(withHosts(made, model), model);
  const stages = [namespaceStage(own, model, registry), ...platform.filter(({ clusters }) => clusters.size > 0)];
  const clusters = model.clusters.map(
    (cluster) => [cluster.facts.name, clusterObjects(cluster, stages, model, known)] as const,
  );
  return { stages, unrendered, clusters: new Map(clusters) };
}

function componentStages(
  component: ComponentName,
  model: Model,
  registry: Registry,
  known: KnownViews,
): readonly StageObjects[] {
  return stagesOf(registry, component).map(({ name, stage }) =>
    stageObjects(component, name, stage, model, registry, known),
  );
}
