import type { Chart, ChartValues, Provided } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { secretObjects } from '../kubernetes/secret-objects.ts';
import type { ClusterModel, Model } from '../model.ts';
import type { StageContent, StageObjects, Upstream } from '../objects.ts';
import type { Registry } from '../registry.ts';
import {
  type AnyClusterContext,
  type AnyPlatformContext,
  type AnyStage,
  chartOf,
  clusterContext,
  overriddenContext,
  platformContext,
} from '../stage-access.ts';
import { mergeValues } from '../validate/merge.ts';
import type { KnownViews } from './known-views.ts';

/** The options that every component with a chart or with CRDs has. */
interface UpstreamOptions {
  readonly version?: string;
  readonly values?: ChartValues;
  readonly onRemoval?: 'keep' | 'delete';
}

/** One stage of a component: its base, and its content on each cluster where it has any. */
export function stageObjects(
  component: ComponentName,
  name: string,
  stage: AnyStage,
  model: Model,
  registry: Registry,
  known: KnownViews,
): StageObjects {
  const namespace = registry.components[component].namespace.name;
  const base = baseContent(component, stage, namespace, model, known);
  const clusters = model.clusters
    .filter(({ enabled }) => enabled.has(component))
    .map((cluster) => [cluster.facts.name, clusterContent(component, stage, namespace, cluster, model, known)] as const)
    .filter(([, content]) => !isEmpty(content));
  return {
    component,
    name,
    namespace,
    stage,
    ...(base === undefined || isEmpty(base) ? {} : { base }),
    clusters: new Map(clusters),
  };
}

function isEmpty({ objects, upstream }: StageContent): boolean {
  return objects.length === 0 && upstream === undefined;
}

function baseContent(
  component: ComponentName,
  stage: AnyStage,
  namespace: string,
  model: Model,
  known: KnownViews,
): StageContent | undefined {
  const options = model.base.get(component);
  const context = options === undefined ? undefined : platformContext(stage, options, model.facts, model.base);
  if (context === undefined) return undefined;
  return known.recall(stage, 'base', context, () => ({
    objects: known.recall(stage, 'objects', context, () => wideObjects(stage, context)),
    // which releases there are, only a cluster knows
    ...(stage.releases === undefined ? wideUpstream(stage, namespace, context, known) : {}),
  }));
}

function clusterContent(
  component: ComponentName,
  stage: AnyStage,
  namespace: string,
  cluster: ClusterModel,
  model: Model,
  known: KnownViews,
): StageContent {
  const context = clusterContext(stage, cluster.enabled.get(component), model.facts, cluster.facts, cluster.enabled);
  return known.recall(stage, 'content', context, () => contentOf(stage, namespace, context, known));
}

function contentOf(stage: AnyStage, namespace: string, context: AnyClusterContext, known: KnownViews): StageContent {
  const wide = overriddenContext(context);
  const own = [
    ...(stage.clusterResources?.(context) ?? []),
    ...(stage.clusterSecrets?.(context) ?? []).flatMap(secretObjects),
  ];
  const shared = known.recall(stage, 'objects', wide, () => wideObjects(stage, wide));
  return {
    objects: own.length === 0 ? shared : [...shared, ...own],
    ...releasesOf(stage, upstreamOn(stage, namespace, wide, context, known), context),
    ...providedBy(stage, context),
  };
}

/** Clusters of which the stage asks nothing share what it takes from upstream. */
function upstreamOn(
  stage: AnyStage,
  namespace: string,
  wide: AnyPlatformContext,
  context: AnyClusterContext,
  known: KnownViews,
): { upstream?: Upstream } {
  if (stage.clusterValues === undefined) return wideUpstream(stage, namespace, wide, known);
  const values = mergeValues(stage.values?.(wide) ?? {}, stage.clusterValues(context)) as ChartValues;
  return upstreamOf(stage, namespace, wide, values);
}

function wideUpstream(
  stage: AnyStage,
  namespace: string,
  wide: AnyPlatformContext,
  known: KnownViews,
): { upstream?: Upstream } {
  return known.recall(stage, 'upstream', wide, () => {
    const values = mergeValues(stage.values?.(wide) ?? {}, {}) as ChartValues;
    return upstreamOf(stage, namespace, wide, values);
  });
}

function wideObjects(stage: AnyStage, context: AnyPlatformContext): readonly KubernetesObject[] {
  return [...(stage.resources?.(context) ?? []), ...(stage.secrets?.(context) ?? []).flatMap(secretObjects)];
}

function upstreamOf(
  stage: AnyStage,
  namespace: string,
  context: AnyPlatformContext,
  values: ChartValues,
): { upstream?: Upstream } {
  const manifests = stage.manifests?.(context) ?? [];
  const chart = chartOf(stage, context.options);
  if (chart === undefined && manifests.length === 0) return {};
  const options = optionsFor(chart, context.options as UpstreamOptions);
  const merged = defined(mergeValues(values, options.values ?? {})) as ChartValues;
  const hasKinds = (stage.providesKinds ?? []).some(({ atRunTime }) => atRunTime !== true);
  const bringsKinds = hasKinds && (chart?.includeCRDs !== false || manifests.length > 0);
  const keepsKinds = bringsKinds && options.onRemoval !== 'delete';
  const leftOut = [...(chart?.leftOut ?? []), ...(stage.leftOut ?? [])];
  return { upstream: { namespace, ...pinned(chart, options), values: merged, manifests, leftOut, keepsKinds } };
}

/** The same with each of the chart's releases in place of one; nothing where there is none. */
function releasesOf(
  stage: AnyStage,
  { upstream }: { upstream?: Upstream },
  context: AnyClusterContext,
): { upstream?: Upstream } {
  const releases = stage.releases?.(context);
  if (upstream === undefined || releases === undefined) return upstream === undefined ? {} : { upstream };
  const own = (context.options as UpstreamOptions).values ?? {};
  const complete = (values: ChartValues) =>
    defined(mergeValues(mergeValues(upstream.values, values), own)) as ChartValues;
  const all = releases.map((each) => ({ ...each, values: complete(each.values) }));
  return all.length === 0 ? {} : { upstream: { ...upstream, values: {}, releases: all } };
}

/** Two charts of one component have neither versions nor values in common. */
function optionsFor(chart: Chart | undefined, options: UpstreamOptions): UpstreamOptions {
  const { version: _version, values: _values, ...rest } = options;
  return chart?.isFurther === true ? rest : options;
}

function pinned(chart: Chart | undefined, { version }: UpstreamOptions): { chart?: Chart } {
  return chart === undefined ? {} : { chart: version === undefined ? chart : { ...chart, version } };
}

function providedBy({ provides }: AnyStage, context: AnyClusterContext): { provides?: readonly Provided[] } {
  if (provides === undefined) return {};
  return { provides: typeof provides === 'function' ? provides(context) : provides };
}

/** Without the keys whose value is undefined, so that equal values are equal objects. */
function defined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(defined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, defined(each)]])),
  );
}
