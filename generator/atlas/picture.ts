import type { Component } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import type { ClusterModel, Model, PlacedStage } from '../model.ts';
import { type Objects, type StageContent, upstreamIn } from '../objects.ts';
import type { Registry } from '../registry.ts';
import { stagesOf } from '../stage-access.ts';
import type { Picture, PicturedStage } from './atlas.ts';
import { drawnWaits } from './drawn-waits.ts';
import type { Layered, Layout } from './layout.ts';
import { whyOn } from './why.ts';

/** Finds places for the stages of a cluster. */
export type LayOut = (nodes: readonly Layered[]) => Layout;

/** The stages of a cluster with their places, what each waits for and why, and what it brings. */
export function pictureOf(
  cluster: ClusterModel,
  { model, objects }: { readonly model: Model; readonly objects: Objects },
  registry: Registry,
  layOut: LayOut,
): Picture {
  const { stages } = cluster;
  const places = new Map(stages.map(({ id }, index) => [id, index]));
  const before = stages.map((stage) => stage.before.map((id) => places.get(id) ?? 0));
  const { nodes, ...rest } = layOut(stages.map(({ wave }, index) => ({ wave, before: before[index] ?? [] })));
  const drawn = drawnWaits(before);
  const why = whyOn(cluster, model, registry);
  return {
    ...rest,
    stages: stages.map((stage, index) => ({
      ...described(stage, cluster, objects, registry),
      ...(nodes[index] ?? { x: 0, y: 0 }),
      waits: stage.before.map((id) => {
        const on = places.get(id) ?? 0;
        return { on, why: why(stage, id), drawn: drawn[index]?.includes(on) === true };
      }),
    })),
  };
}

function described(
  { id, wave, component, stage }: PlacedStage,
  { facts }: ClusterModel,
  { stages }: Objects,
  registry: Registry,
): Pick<PicturedStage, 'id' | 'wave' | 'summary' | 'brings' | 'gate'> {
  const content = stages.find((each) => each.component === component && each.name === stage)?.clusters.get(facts.name);
  const { gate } = registry.components[component] as Component<ComponentName>;
  const summary = stagesOf(registry, component).find((each) => each.id === id)?.stage.summary ?? '';
  const waited = gate?.after === stage ? { gate: gate.message } : {};
  return { id, wave, summary, brings: broughtBy(content), ...waited };
}

/** `the chart vault 0.34.1, 3 Certificate`. */
function broughtBy(content: StageContent | undefined): string {
  const { chart } = upstreamIn(content) ?? {};
  const counts = new Map<string, number>();
  for (const { kind } of content?.objects ?? []) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, number]) => `${number} ${kind}`);
  return [...(chart === undefined ? [] : [`the chart ${chart.name} ${chart.version}`]), ...kinds].join(', ');
}
