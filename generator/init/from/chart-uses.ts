import { posix } from 'node:path';
import type { Disk } from '../../diff/folder/disk.ts';
import { isMap, own, type PlainMap } from '../../map.ts';
import type { Applications } from './applications.ts';
import { kustomizationsOf, type Root } from './builds.ts';
import type { FoundClusters } from './clusters.ts';
import { type Layer, valuesOf } from './layers.ts';
import type { FolderReading } from './read-folder.ts';
import { fromTop } from './source-disk.ts';
import { isBelow, type NotExpressed } from './source-folder.ts';
import { listAt, textAt } from './texts.ts';

/** A chart as one cluster gets it. */
export interface ChartUse {
  readonly cluster: string;
  readonly file: string;
  readonly repository: string;
  readonly name: string;
  readonly version: string;
  readonly layers: readonly Layer[];
  /** All of them together. */
  readonly values: PlainMap;
  /** The Application that brings it. */
  readonly application?: string;
}

/** Every chart of a folder on each of its clusters, however it is asked for. */
export function chartUses(
  applications: Applications,
  clusters: FoundClusters,
  roots: ReadonlyMap<string, readonly Root[]>,
  reading: FolderReading,
  disk: Disk,
  lost: NotExpressed[],
): readonly ChartUse[] {
  return [
    ...ofApplications(applications, clusters),
    ...[...roots].flatMap(([cluster, all]) => ofKustomizations(cluster, all, reading, disk, lost)),
    ...ofCharts(applications, clusters, reading, lost),
  ];
}

function ofApplications({ all }: Applications, clusters: FoundClusters): readonly ChartUse[] {
  return all.flatMap((application) => {
    const cluster = clusters.of(application);
    if (cluster === undefined) return [];
    return application.sources.flatMap((source) => {
      if (source.kind !== 'chart') return [];
      const { kind: _, ...chart } = source;
      return [
        { ...chart, values: valuesOf(chart.layers), cluster, file: application.file, application: application.name },
      ];
    });
  });
}

const further = [
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'images',
  'replicas',
  'transformers',
  'replacements',
];

function ofKustomizations(
  cluster: string,
  roots: readonly Root[],
  reading: FolderReading,
  disk: Disk,
  lost: NotExpressed[],
): readonly ChartUse[] {
  const all = new Map(roots.flatMap((root) => kustomizationsOf(root, disk)).map((each) => [each.file, each]));
  return [...all.values()].flatMap(({ file: absolute, folder, value }) => {
    const file = fromTop(absolute);
    const charts = listAt(value, 'helmCharts').filter(isMap);
    for (const key of charts.length === 0 ? [] : further)
      if (own(value, key) !== undefined)
        lost.push({ file, what: key, why: 'what it changes of the objects of a chart' });
    return charts.map((chart) => {
      const named = [textAt(chart, 'valuesFile'), ...listAt(chart, 'additionalValuesFiles')];
      const files = named.flatMap((each) => {
        const path = typeof each === 'string' ? fromTop(posix.resolve(folder, each)) : '';
        const values = reading.valueIn(path);
        return isMap(values) ? [{ file: path, values }] : [];
      });
      const inline = own(chart, 'valuesInline');
      const layers = [...files, ...(isMap(inline) ? [{ file, values: inline }] : [])];
      const [repository = '', name = '', version = ''] = ['repo', 'name', 'version'].map((key) => textAt(chart, key));
      return { cluster, file, repository, name, version, layers, values: valuesOf(layers) };
    });
  });
}

/** The charts that a chart of the folder itself depends on. */
function ofCharts(
  { all }: Applications,
  clusters: FoundClusters,
  reading: FolderReading,
  lost: NotExpressed[],
): readonly ChartUse[] {
  return reading.charts.flatMap((folder) => {
    const file = folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`;
    const chart = reading.valueIn(file);
    const dependencies = listAt(chart, 'dependencies').filter(isMap);
    if (dependencies.length === 0)
      lost.push({
        file,
        what: `chart ${textAt(chart, 'name') ?? ''}`,
        why: 'a chart of its own; `helm template` makes manifests of it',
      });
    const places = clusters.targets.filter((each) => isBelow(folder, each.folder));
    const [only, ...others] = clusters.names;
    const on =
      places.length > 0
        ? places
        : only !== undefined && others.length === 0
          ? [{ cluster: only, application: undefined }]
          : [];
    if (dependencies.length > 0 && on.length === 0)
      lost.push({ file, what: 'its dependencies', why: 'no Application brings it to a cluster' });
    const besideFile = folder === '' ? 'values.yaml' : `${folder}/values.yaml`;
    const beside = reading.valueIn(besideFile);
    return on.flatMap(({ cluster, application }) => {
      const told = all
        .find(({ name }) => name === application)
        ?.sources.find((each) => each.kind === 'folder' && each.path === folder)?.layers;
      const outer = [...(isMap(beside) ? [{ file: besideFile, values: beside }] : []), ...(told ?? [])];
      return dependencies.map((each) => {
        const [repository = '', name = '', version = ''] = ['repository', 'name', 'version'].map((key) =>
          textAt(each, key),
        );
        const layers = outer.flatMap((layer) => {
          const values = own(layer.values, textAt(each, 'alias') ?? name);
          return isMap(values) ? [{ file: layer.file, values }] : [];
        });
        const brought = application === undefined ? {} : { application };
        return { cluster, file, repository, name, version, layers, values: valuesOf(layers), ...brought };
      });
    });
  });
}
