import type { ChartDefaults } from '../../chart-values/chart-defaults.ts';
import { copiedDefaults } from '../../chart-values/copied-defaults.ts';
import { valuesProblems } from '../../chart-values/values-problems.ts';
import { type Finding, finding } from './finding.ts';
import type { Tree, TreeChart } from './read-tree.ts';
import type { Upstream } from './read-upstream.ts';

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
function isOtherVersion({ use, chart }: { readonly use: TreeChart; readonly chart: ChartDefaults }): boolean {
  const [wanted, there] = [use.version, chart.version].map((version) => version.replace(/^v/, ''));
  return !/^0\.0\.0(-|$)/.test(there ?? '') && wanted !== there;
}

function pairs(
  use: TreeChart,
  upstream: Upstream,
): readonly { readonly use: TreeChart; readonly chart: ChartDefaults }[] {
  const chart = upstream.charts.get(use.name);
  return chart === undefined ? [] : [{ use, chart }];
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function stray(file: string): Finding {
  return { file, path: '', message: 'no kustomization inflates a chart with these values' };
}

function valuesFindings({ file, kustomization, values }: TreeChart, chart: ChartDefaults): readonly Finding[] {
  if (values === undefined) return [{ file: kustomization, path: 'helmCharts', message: `${file} is missing` }];
  return valuesProblems(chart, values).map((each) => finding(file, each));
}

function copies({ file, values = {} }: TreeChart, chart: ChartDefaults): readonly Finding[] {
  return copiedDefaults(chart.values, values).map((path) => finding(file, { path, message: 'equals the default' }));
}
