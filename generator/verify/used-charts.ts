import { build } from '../build.ts';
import type { Chart, ChartValues } from '../component.ts';
import type { Path } from '../diagnostic.ts';
import { isMap, own, type PlainMap, valueAt } from '../map.ts';
import type { ClusterModel, Model } from '../model.ts';
import { type Objects, type StageObjects, type Upstream, valuesIn } from '../objects.ts';
import { isOfComponent } from '../placed-objects.ts';
import type { Registry } from '../registry.ts';
import { upstreamOn } from './upstream-on.ts';

/** A chart on a cluster, with all its values, and those that a person wrote. */
export interface UsedChart {
  readonly cluster: string;
  readonly chart: Chart;
  /** A component's name, or an app's. */
  readonly user: string;
  readonly component?: string;
  /** Of each installation. */
  readonly values: readonly ChartValues[];
  /** What there would be without what a person wrote, of each installation. */
  readonly others: readonly ChartValues[];
  readonly written: PlainMap;
  /** Where a value was written. */
  readonly origin: (path: readonly string[]) => Path;
  /** Whether it was written for this cluster in place of what holds for the platform. */
  readonly isOverride: (path: readonly string[]) => boolean;
  /** Whether a person chose the version: what a component writes is right for its own. */
  readonly isPinned: boolean;
  /** Where the chart's version was decided. */
  readonly versionAt: Path;
}

/** Every chart of every stage on every cluster. */
export function usedCharts(objects: Objects, model: Model, registry: Registry): readonly UsedChart[] {
  const bare = withoutWritten(objects, model, registry);
  return objects.stages.flatMap((stage) =>
    model.clusters.flatMap((cluster): readonly UsedChart[] => {
      const upstream = upstreamOn(stage, cluster.facts.name);
      if (upstream?.chart === undefined) return [];
      const { chart } = upstream;
      const others = valuesIn(bare.get(`${stage.component}/${stage.name} ${cluster.facts.name}`));
      return [{ ...ownerOf(stage, cluster, chart, model), chart, values: valuesIn(upstream), others }];
    }),
  );
}

type Owner = Omit<UsedChart, 'chart' | 'values' | 'others'>;

function ownerOf(
  { component, name }: StageObjects,
  { facts, enabled, apps }: ClusterModel,
  chart: Chart,
  model: Model,
): Owner {
  const cluster = facts.name;
  if (!isOfComponent(component)) {
    const origin = (path: readonly string[]) => model.appOrigin(cluster, name, ['source', 'values', ...path]);
    const written = writtenIn(apps.get(name));
    const isOverride = (path: readonly string[]) =>
      origin(path)[2] === 'clusters' && isAt(model.baseApps.get(name), path);
    return {
      cluster,
      user: name,
      written,
      origin,
      isOverride,
      isPinned: true,
      versionAt: model.appOrigin(cluster, name, ['source', 'version']),
    };
  }
  const origin = (path: readonly string[]) => model.origin(cluster, component, ['values', ...path]);
  // two charts of one component have no values in common
  const options = (enabled.get(component) ?? {}) as object;
  const written = chart.isFurther === true ? {} : writtenIn(options);
  const isOverride = (path: readonly string[]) =>
    origin(path)[0] === 'clusters' && isAt(model.base.get(component), path);
  return {
    cluster,
    user: component,
    component,
    written,
    origin,
    isOverride,
    isPinned: chart.isFurther !== true && own(options, 'version') !== undefined,
    versionAt: model.origin(cluster, component, ['version']),
  };
}

function writtenIn(options: unknown): PlainMap {
  const { values, source } = (options ?? {}) as Options;
  return values ?? source?.values ?? {};
}

/** Also where what holds for the platform cannot stand alone, so that nobody knows. */
function isAt(options: unknown, path: readonly string[]): boolean {
  return options === undefined || hasOwnAt(writtenIn(options), path);
}

/** What stages would take if nobody had written any value, by stage and cluster; built only where someone has. */
function withoutWritten(objects: Objects, model: Model, registry: Registry): ReadonlyMap<string, Upstream> {
  const isBare = (options: unknown) => Object.keys(writtenIn(options)).length === 0;
  const isWritten = model.clusters.some(({ enabled, apps }) => ![...enabled.values(), ...apps.values()].every(isBare));
  const bare = isWritten ? build(bareModel(model), registry, () => ({ problems: [] })) : objects;
  return new Map(
    bare.stages.flatMap((stage) =>
      [...stage.clusters.keys()].flatMap((cluster) => {
        const upstream = upstreamOn(stage, cluster);
        return upstream === undefined ? [] : [[`${stage.component}/${stage.name} ${cluster}`, upstream] as const];
      }),
    ),
  );
}

function bareModel(model: Model): Model {
  const bare = <N>(all: ReadonlyMap<N, unknown>) =>
    new Map([...all].map(([name, options]) => [name, without(options)]));
  return {
    ...model,
    clusters: model.clusters.map((cluster) => ({
      ...cluster,
      enabled: bare(cluster.enabled),
      apps: bare(cluster.apps) as ClusterModel['apps'],
    })),
  };
}

function without(options: unknown): unknown {
  if (!isMap(options)) return options;
  const { values: _, source, ...rest } = options;
  return isMap(source)
    ? { ...rest, source: { ...source, values: {} } }
    : { ...rest, ...(source === undefined ? {} : { source }) };
}

interface Options {
  readonly values?: PlainMap;
  readonly source?: { readonly values?: PlainMap };
}

/** Whether a value is written at a path, as a key of its own. */
export function hasOwnAt(values: PlainMap, path: readonly string[]): boolean {
  if (path.length === 0) return false;
  const above = path.length === 1 ? values : valueAt(values, ...path.slice(0, -1));
  return isMap(above) && Object.hasOwn(above, path.at(-1) ?? '');
}
