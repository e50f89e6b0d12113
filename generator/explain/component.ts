import type { Component } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import type { ClusterModel, PlacedStage } from '../model.ts';
import { presentStages } from '../present-stages.ts';
import { stagesOf } from '../stage-access.ts';
import type { Explained, Explanation, Scope } from './explanation.ts';
import { list } from './list.ts';
import { place } from './place.ts';

/** Where a component is enabled, and of each stage why it comes when it does, what waits for it, and what it brings. */
export function explainComponent(name: string, platform: Explained, { cluster }: Scope): Explanation {
  const component = name as ComponentName;
  const { summary } = platform.registry.components[component] as Component<ComponentName>;
  const clusters = platform.model.clusters
    .filter(({ facts, enabled }) => enabled.has(component) && (cluster === undefined || facts.name === cluster))
    .map((each) => onCluster(component, each, platform));
  const nowhere =
    clusters.length > 0 ? [] : ['', cluster === undefined ? 'No cluster has it.' : `${cluster} does not have it.`];
  return {
    lines: [
      `${name}: ${summary}`,
      ...nowhere,
      ...clusters.flatMap((each) => ['', ...each.lines]),
      '',
      `More: ${platform.registry.folders?.get(name) ?? `docs/reference/components/${name}.md`}`,
    ],
    facts: { component, summary, clusters: clusters.map(({ facts }) => facts) },
  };
}

function onCluster(component: ComponentName, cluster: ClusterModel, platform: Explained) {
  const { name } = cluster.facts;
  const at = place(platform.source, platform.model.origin(name, component));
  const there = presentStages(cluster, platform.objects);
  const stages = there
    .filter((each) => each.component === component)
    .map((each) => stageOn(each, name, there, platform));
  const { gate } = platform.registry.components[component] as Component<ComponentName>;
  return {
    lines: [
      `On ${name}, from ${at}:`,
      ...stages.flatMap(({ lines }) => lines.map((line) => `  ${line}`)),
      ...(gate === undefined ? [] : [`  After ${component}/${gate.after} a person is waited for: ${gate.message}`]),
    ],
    facts: { cluster: name, at, stages: stages.map(({ facts }) => facts) },
  };
}

function stageOn(
  { id, wave, before }: PlacedStage,
  cluster: string,
  there: readonly PlacedStage[],
  { objects, registry }: Explained,
) {
  const last = before.filter((each) => waveOf(each, there) === wave - 1);
  const after = there.filter((each) => each.before.includes(id)).map((each) => each.id);
  const [component, stage] = id.split('/') as [ComponentName, string];
  const summary = stagesOf(registry, component).find((each) => each.id === id)?.stage.summary;
  const content = objects.stages
    .find((each) => each.component === component && each.name === stage)
    ?.clusters.get(cluster);
  const provides = (content?.provides ?? []).map(({ kind, name: provided }) => `${kind} ${provided}`);
  const brings = [
    ...count(content?.objects.map(({ kind }) => kind) ?? []),
    ...(content?.upstream?.chart === undefined
      ? []
      : [`the chart ${content.upstream.chart.name} ${content.upstream.chart.version}`]),
  ];
  return {
    lines: [
      `wave ${wave}  ${id}: ${summary}`,
      `  waits for ${list(before)}${last.length > 0 && before.length > 1 ? `; ${list(last)} ${last.length === 1 ? 'is' : 'are'} the last of them, in wave ${wave - 1}` : ''}`,
      `  awaited by ${list(after)}`,
      ...(brings.length === 0 ? [] : [`  brings ${brings.join(', ')}`]),
      ...(provides.length === 0 ? [] : [`  and with it ${provides.join(', ')}`]),
      `  in kustomize/${id}`,
    ],
    facts: {
      stage: id,
      wave,
      before,
      after,
      provides,
      objects: (content?.objects ?? []).map(({ kind, metadata }) => ({
        kind,
        name: metadata.name,
        namespace: metadata.namespace,
      })),
    },
  };
}

function waveOf(id: string, there: readonly PlacedStage[]): number {
  return there.find((each) => each.id === id)?.wave ?? 0;
}

/** `3 Certificates`, in the order of the kinds. */
function count(kinds: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, number]) => `${number} ${kind}`);
}
