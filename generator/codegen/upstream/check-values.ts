import { isDeepStrictEqual } from 'node:util';
import { didYouMean } from '../../did-you-mean.ts';
import type { Violation } from '../../kubernetes/structural.ts';
import { type Fields, isFields } from '../../kubernetes/structural-schema.ts';
import { freeValues, type ValuePath } from '../free-values.ts';
import { keyInSchema, schemaViolations } from './chart-schema.ts';
import { type Finding, finding } from './finding.ts';
import type { Tree, TreeChart } from './read-tree.ts';
import type { Upstream, UpstreamChart } from './read-upstream.ts';

/** How many values files were checked, which charts are unknown here or of another version, and what is wrong. */
export interface ValuesChecks {
  readonly checked: number;
  readonly unknownCharts: readonly string[];
  readonly otherVersions: readonly string[];
  /** Values that equal the chart's default: no mistake, but nothing that needs saying. */
  readonly copies: readonly Finding[];
  /** What a chart in another version refuses: worth a look, and no proof. */
  readonly doubts: readonly Finding[];
  readonly findings: readonly Finding[];
}

/** Checks the values of every inflated chart: by the chart's schema after its defaults are in, and by the keys of its defaults. */
export function checkValues({ charts, strayValues }: Tree, upstream: Upstream): ValuesChecks {
  const known = charts.flatMap((use) => pairs(use, upstream));
  const versions = known.filter(isOtherVersion);
  const same = known.filter((each) => !isOtherVersion(each));
  const refused = (pairsOf: typeof known) => pairsOf.flatMap(({ use, chart }) => valuesFindings(use, chart));
  return {
    checked: known.filter(({ use }) => use.values !== undefined).length,
    unknownCharts: unique(charts.filter(({ name }) => !upstream.charts.has(name)).map(({ name }) => name)),
    otherVersions: unique(
      versions.map(({ use, chart }) => `${use.name} ${use.version} by the values of ${chart.version}`),
    ),
    copies: known.flatMap(({ use, chart }) => copies(use, chart)),
    doubts: refused(versions),
    findings: [...strayValues.map(stray), ...refused(same)],
  };
}

/** Whether the folder has another version of the chart; `0.0.0` and its pre-releases are what charts have in git before they are released. */
function isOtherVersion({ use, chart }: { readonly use: TreeChart; readonly chart: UpstreamChart }): boolean {
  const [wanted, there] = [use.version, chart.version].map((version) => version.replace(/^v/, ''));
  return !/^0\.0\.0(-|$)/.test(there ?? '') && wanted !== there;
}

function pairs(
  use: TreeChart,
  upstream: Upstream,
): readonly { readonly use: TreeChart; readonly chart: UpstreamChart }[] {
  const chart = upstream.charts.get(use.name);
  return chart === undefined ? [] : [{ use, chart }];
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function stray(file: string): Finding {
  return { file, path: '', message: 'no kustomization inflates a chart with these values' };
}

function valuesFindings({ file, kustomization, name, values }: TreeChart, chart: UpstreamChart): readonly Finding[] {
  if (values === undefined) return [{ file: kustomization, path: 'helmCharts', message: `${file} is missing` }];
  return valuesViolations(chart, values, freeValues[name] ?? []).map((each) => finding(file, each));
}

function copies({ file, values = {} }: TreeChart, chart: UpstreamChart): readonly Finding[] {
  return copiedDefaults(chart.values, values).map((each) => finding(file, each));
}

/** What the schema of a chart or the keys of its defaults refuse in values, apart from keys in maps that are listed as free. */
export function valuesViolations(
  chart: UpstreamChart,
  values: Fields,
  free: readonly ValuePath[],
): readonly Violation[] {
  const { schema } = chart;
  const bySchema = schema === undefined ? [] : schemaViolations(schema, merged(chart.values, values));
  const refused = new Set(bySchema.map(({ path }) => path.join('.')));
  const unknown = unknownKeys({ values, defaults: chart.values, root: schema ?? {}, schema, path: [] });
  return [...bySchema, ...unknown.filter((each) => !refused.has(each.path.join('.')) && !isFree(each, chart, free))];
}

/** Keys of a subchart are its own, and `global` is for all of them. */
function isFree({ path }: Violation, { subcharts }: UpstreamChart, free: readonly ValuePath[]): boolean {
  return [...subcharts, 'global'].includes(String(path[0])) || free.some((each) => covers(each.path, path.join('.')));
}

function covers(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}.`);
}

/** Values over defaults as Helm merges them: maps by key, anything else replaced, null takes a default away. */
export function merged(defaults: Fields, values: Fields): Fields {
  const result: { [key: string]: unknown } = { ...defaults };
  for (const [key, value] of Object.entries(values)) {
    const before = result[key];
    if (value === null) delete result[key];
    else result[key] = isFields(value) && isFields(before) ? merged(before, value) : value;
  }
  return result;
}

interface Level {
  readonly values: Fields;
  /** The chart's own values here; undefined where it has none. */
  readonly defaults: Fields | undefined;
  readonly root: Fields;
  readonly schema: unknown;
  readonly path: readonly string[];
}

function unknownKeys(level: Level): readonly Violation[] {
  return Object.entries(level.values).flatMap(([key, value]) => unknownIn(level, key, value));
}

function unknownIn({ defaults, root, schema, path: above }: Level, key: string, value: unknown): readonly Violation[] {
  const path = [...above, key];
  const isDefault = defaults !== undefined && Object.hasOwn(defaults, key);
  const inSchema = schema === undefined ? undefined : keyInSchema(root, schema, key);
  if (!isDefault && inSchema === undefined) return [{ path, message: unknownKey(key, defaults) }];
  const before = isDefault ? defaults[key] : undefined;
  // An empty map among the defaults is the chart's way to say that it takes any keys.
  const isClosed = isFields(before) ? Object.keys(before).length > 0 : before === undefined && isFields(inSchema);
  if (!isFields(value) || !isClosed) return [];
  return unknownKeys({ values: value, defaults: isFields(before) ? before : undefined, root, schema: inSchema, path });
}

/** Values that say what the chart does anyway: every one that equals the default at its place. */
export function copiedDefaults(defaults: Fields, values: Fields, above: readonly string[] = []): readonly Violation[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = [...above, key];
    if (Object.hasOwn(defaults, key) && isDeepStrictEqual(defaults[key], value))
      return [{ path, message: 'equals the default' }];
    const before = defaults[key];
    return isFields(before) && isFields(value) ? copiedDefaults(before, value, path) : [];
  });
}

function unknownKey(key: string, defaults: Fields | undefined): string {
  const near = didYouMean(key, Object.keys(defaults ?? {}));
  return near === undefined ? 'is no value of this chart' : `is no value of this chart; did you mean \`${near}\`?`;
}
