import { build } from '../build.ts';
import type { ChartDefaults } from '../chart-values/chart-defaults.ts';
import { type ValueProblem, valuesProblems } from '../chart-values/values-problems.ts';
import type { Chart, ChartValues } from '../component.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { artefactId, nameOf } from '../lock.ts';
import { isMap, own, type PlainMap, valueAt } from '../map.ts';
import type { ClusterModel, Model } from '../model.ts';
import { type Objects, type StageObjects, type Upstream, valuesIn } from '../objects.ts';
import { isOfComponent } from '../placed-objects.ts';
import type { Registry } from '../registry.ts';
import type { VerifyHost } from '../verify.ts';
import { chartOf } from './chart-of.ts';
import { deadWeight } from './dead-weight.ts';
import { digest } from './digest.ts';
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

/** Holds the values of every locked chart at hand against the chart: what its schema refuses is an error, what it does not know, takes for something else or says anyway a warning; at the key that a person wrote, else at the chart's version. */
export async function valuesTruth(
  { objects, model }: { readonly objects: Objects; readonly model: Model },
  registry: Registry,
  host: Pick<VerifyHost, 'locked' | 'recall'>,
): Promise<readonly Diagnostic[]> {
  const uses = usedCharts(objects, model, registry);
  const known = new Map<string, Promise<ChartDefaults>>();
  const found: Diagnostic[] = [];
  const copies: { readonly use: UsedChart; readonly defaults: ChartDefaults }[] = [];
  for (const use of uses) {
    const { repository, name, version } = use.chart;
    const artefact = { kind: 'chart', repository, name, version } as const;
    const bytes = host.locked(artefact);
    if (bytes === undefined) continue;
    const id = artefactId(artefact);
    const read = () => known.get(id) ?? remember(known, id, chartOf(bytes.bytes));
    const problems = await host.recall(digest('values', bytes.sha256, use.values), async () =>
      onAll(await Promise.all(use.values.map(async (values) => valuesProblems(await read(), values)))),
    );
    const isTheirs = ({ path }: ValueProblem) => use.isPinned || hasOwnAt(use.written, path);
    found.push(...problems.filter(isTheirs).map((each) => diagnosticOf(each, use)));
    if (Object.keys(use.written).length > 0) copies.push({ use, defaults: await read() });
  }
  return [...found, ...deadWeight(copies)];
}

function remember<V>(known: Map<string, V>, id: string, value: V): V {
  known.set(id, value);
  return value;
}

/** Each once, whichever installation has it. */
function onAll(problems: readonly (readonly ValueProblem[])[]): readonly ValueProblem[] {
  return [...new Map(problems.flat().map((each) => [`${each.kind} ${each.path.join('\0')}`, each])).values()];
}

const codes = { refused: 'refused-value', unknown: 'unknown-value', mistyped: 'mistyped-value' } as const;

function diagnosticOf({ kind, path, message, near }: ValueProblem, use: UsedChart): Diagnostic {
  const isWritten = hasOwnAt(use.written, path);
  const name = nameOf({ kind: 'chart', ...use.chart });
  const says = message.replace(/; did you mean .*$/, '').replace('this chart', `the ${name}`);
  const what = path.length === 0 ? `the values of the ${name}` : `\`${path.join('.')}\``;
  const whose =
    kind === 'refused' ? `, as the schema of the ${name} says` : kind === 'mistyped' ? ` in the ${name}` : '';
  return {
    code: codes[kind],
    severity: kind === 'refused' ? 'error' : 'warning',
    message: `${what} ${says}${whose}`,
    hint: hintOf(kind, near, isWritten),
    ...(use.component === undefined ? {} : { component: use.component }),
    clusters: [use.cluster],
    path: isWritten ? use.origin(path) : use.versionAt,
  };
}

function hintOf(kind: ValueProblem['kind'], near: string | undefined, isWritten: boolean): string {
  if (!isWritten)
    return 'Plinth writes it for the version that it knows: another `version` may help; else please report it';
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return kind === 'unknown'
    ? 'look for it in the values.yaml of that version, or take it out'
    : 'the values.yaml of that version shows what it takes';
}

function hasOwnAt(values: PlainMap, path: readonly string[]): boolean {
  if (path.length === 0) return false;
  const above = path.length === 1 ? values : valueAt(values, ...path.slice(0, -1));
  return isMap(above) && Object.hasOwn(above, path.at(-1) ?? '');
}

interface Options {
  readonly values?: PlainMap;
  readonly source?: { readonly values?: PlainMap };
}

/** The same findings without Helm's own words about values that are reported at their own place. */
export function withoutRefusals(findings: readonly Diagnostic[], values: readonly Diagnostic[]): readonly Diagnostic[] {
  const refused = values.filter(({ code }) => code === 'refused-value');
  const isSaid = ({ message, path = [] }: Diagnostic) =>
    message.includes("values don't meet the specifications of the schema") &&
    refused.some(({ component, path: at = [] }) => path.includes(component ?? at[1] ?? ''));
  return findings.filter((each) => !isSaid(each));
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
