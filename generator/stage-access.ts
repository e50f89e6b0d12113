import type { Chart, ClusterContext, Component, PlatformContext, PlatformOptions, Stage } from './component.ts';
import type { ComponentName, StageId } from './generated/options.ts';
import type { ClusterFacts, PlatformFacts } from './model.ts';
import type { Registry } from './registry.ts';

/** A stage with its types forgotten: what the passes walk over. */
export type AnyStage = Stage<ComponentName, StageId, StageId>;
export type AnyPlatformContext = PlatformContext<ComponentName, StageId, StageId>;
export type AnyClusterContext = ClusterContext<ComponentName, StageId, StageId>;

/** The stages of a component, in order. */
export function stagesOf(
  registry: Registry,
  component: ComponentName,
): readonly { id: StageId; name: string; stage: AnyStage }[] {
  const { stages } = registry.components[component] as Component<ComponentName>;
  return Object.entries(stages as { readonly [name: string]: AnyStage }).map(([name, stage]) => ({
    id: `${component}/${name}` as StageId,
    name,
    stage,
  }));
}

/** The chart of a stage under these options. */
export function chartOf({ chart }: AnyStage, options: unknown): Chart | undefined {
  return chart !== undefined && 'choose' in chart ? chart.choose(options as PlatformOptions<ComponentName>) : chart;
}

/** Every chart that a stage may have, the usual one first. */
export function chartsOf({ chart }: AnyStage): readonly Chart[] {
  if (chart === undefined) return [];
  return 'choose' in chart ? chart.charts : [chart];
}

/** The component of a stage. */
export function componentOf(id: StageId): ComponentName {
  return id.slice(0, id.indexOf('/')) as ComponentName;
}

/** What a stage sees without a cluster; undefined when a neighbour it needs has no platform-wide options that stand alone. */
export function platformContext(
  stage: AnyStage,
  options: unknown,
  platform: PlatformFacts,
  base: ReadonlyMap<ComponentName, unknown>,
): AnyPlatformContext | undefined {
  const needs = neighbours(stage.needs, (name) => base.get(name));
  const after = neighbours(stage.after, (name) => enabledOnly(base.get(name)));
  if (Object.values(needs).includes(undefined)) return undefined;
  return { platform, options, needs, after } as AnyPlatformContext;
}

/** What a stage sees of the platform-wide options in effect on one cluster: the same view as `platformContext`, with its overrides. */
export function overriddenContext(context: AnyClusterContext): AnyPlatformContext {
  const { platform, options, needs, after } = context;
  return { platform, options, needs, after } as AnyPlatformContext;
}

/** What a stage sees on a cluster. */
export function clusterContext(
  stage: AnyStage,
  options: unknown,
  platform: PlatformFacts,
  cluster: ClusterFacts,
  enabled: ReadonlyMap<ComponentName, unknown>,
): AnyClusterContext {
  const needs = neighbours(stage.needs, (name) => enabled.get(name));
  const after = neighbours(stage.after, (name) => enabled.get(name));
  return { platform, cluster, options, needs, after } as AnyClusterContext;
}

function neighbours(
  ids: readonly StageId[] | undefined,
  options: (name: ComponentName) => unknown,
): { [name: string]: unknown } {
  const names = [...new Set((ids ?? []).map(componentOf))];
  return Object.fromEntries(names.map((name) => [name, options(name)]));
}

function enabledOnly(options: unknown): unknown {
  return (options as { enabled?: boolean } | undefined)?.enabled === false ? undefined : options;
}
