import { posix } from 'node:path';
import type { ChartArtefact } from '../../lock.ts';
import { isMap, own, type PlainMap } from '../../map.ts';
import type { Disk } from './disk.ts';
import type { Kustomization } from './kustomization.ts';

/** A kustomization as it can be built without a network. */
export interface Offline {
  readonly value: PlainMap;
  /** What it takes from elsewhere and is not at hand, by name. */
  readonly leftOut: readonly string[];
  /** Charts and URLs that `isAtHand` has. */
  readonly charts: readonly ChartArtefact[];
  readonly urls: readonly string[];
  /** Where charts lie beside it, absolute. */
  readonly chartHome?: string;
}

/** What of upstream can be had without a network. */
export interface AtHand {
  hasChart(chart: ChartArtefact): boolean;
  hasManifest(url: string): boolean;
}

/** Leaves out the remote bases and the charts that are neither beside the kustomization nor at hand. */
export function withoutRemotes(kustomization: Kustomization, disk: Disk, atHand: AtHand): Offline {
  const { folder, value } = kustomization;
  const isRemote = (each: unknown): each is string => typeof each === 'string' && isFromElsewhere(each, folder, disk);
  const all = lists.flatMap((key) => listAt(value, key)).filter(isRemote);
  const urls = all.filter((each) => atHand.hasManifest(each));
  const far = all.filter((each) => !urls.includes(each));
  const kept = lists
    .filter((key) => Array.isArray(own(value, key)))
    .map((key) => [key, listAt(value, key).filter((each) => !far.includes(each as string))]);
  const charts = chartsOf(kustomization, disk, atHand);
  const { helmCharts: _, helmChartInflationGenerator: __, ...rest } = value;
  return {
    value: {
      ...rest,
      ...(Object.fromEntries(kept) as PlainMap),
      ...(charts.kept.length > 0 ? { helmCharts: charts.kept } : {}),
    },
    leftOut: [...far, ...charts.leftOut],
    charts: charts.atHand,
    urls,
    ...(charts.kept.length > 0 ? { chartHome: homeOf(kustomization) } : {}),
  };
}

const lists = ['resources', 'bases', 'components'];

function listAt(value: PlainMap, key: string): readonly unknown[] {
  const list = own(value, key);
  return Array.isArray(list) ? list : [];
}

/** As Kustomize decides: what lies on the disk is no URL. */
function isFromElsewhere(text: string, folder: string, disk: Disk): boolean {
  const path = posix.resolve(folder, text);
  if (disk.read(path) !== undefined || disk.list(path).length > 0) return false;
  return /^[a-z+]+::|^[a-z+]+:\/\/|^[\w.-]+@[\w.-]+:|^(?:www\.)?github\.com[/:]|[?&]ref=|^[\w-]+(?:\.[\w-]+)+\/.*\/\//.test(
    text,
  );
}

function homeOf({ folder, value }: Kustomization): string {
  const globals = own(value, 'helmGlobals');
  const home = isMap(globals) ? own(globals, 'chartHome') : undefined;
  return posix.resolve(folder, typeof home === 'string' ? home : 'charts');
}

function chartsOf(kustomization: Kustomization, disk: Disk, { hasChart }: AtHand) {
  const { value } = kustomization;
  const all = listAt(value, 'helmCharts').filter(isMap);
  const text = (chart: PlainMap, key: string) => String(own(chart, key) ?? '');
  const artefact = (chart: PlainMap): ChartArtefact => ({
    kind: 'chart',
    repository: text(chart, 'repo'),
    name: text(chart, 'name'),
    version: text(chart, 'version'),
  });
  const home = homeOf(kustomization);
  const isBeside = ({ name, version }: ChartArtefact) =>
    [`${name}-${version}/${name}`, name].some((each) => disk.read(`${home}/${each}/Chart.yaml`) !== undefined);
  const usable = all.filter((each) => isBeside(artefact(each)) || hasChart(artefact(each)));
  const named = (chart: PlainMap) => `chart ${text(chart, 'name')} ${text(chart, 'version')}`.trim();
  return {
    kept: usable,
    atHand: usable.map(artefact).filter((each) => !isBeside(each)),
    leftOut: [...all.filter((each) => !usable.includes(each)), ...listAt(value, 'helmChartInflationGenerator')]
      .filter(isMap)
      .map((each) => (own(each, 'name') === undefined ? `chart ${text(each, 'chartName')}` : named(each))),
  };
}
