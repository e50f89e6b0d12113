import type { Chart, ChartValues, Release } from '../component.ts';
import type { Path } from '../diagnostic.ts';
import type { Upstream } from '../objects.ts';
import { chartPatches } from './chart-patches.ts';
import { yamlFile } from './header.ts';

type Files = Iterable<readonly [path: string, text: string]>;

/** What comes from upstream: a chart for Kustomize to inflate, or manifests for it to fetch, and the patches both need. */
export function* chartFolder(folder: string, upstream: Upstream, owner: Path): Files {
  const { chart, manifests } = upstream;
  const releases = chart === undefined ? [] : releasesIn(upstream, chart);
  const files = chartPatches(upstream);
  const patches = files.flatMap(({ path, targets }) =>
    targets.length === 0 ? [{ path }] : targets.map((target) => ({ path, target })),
  );
  const content = {
    ...(manifests.length > 0 ? { resources: manifests } : {}),
    ...(chart === undefined ? {} : { helmCharts: releases.map((each) => chartEntry(each, chart)) }),
    ...(patches.length > 0 ? { patches } : {}),
  };
  const notes =
    manifests.length > 0 ? ['Argo CD does not check what it fetches from these addresses against a digest.'] : [];
  yield [
    `${folder}/kustomization.yaml`,
    yamlFile(owner, { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...content }, notes),
  ];
  for (const { values, valuesFile } of releases)
    if (hasAny(values)) yield [`${folder}/${valuesFile}`, yamlFile(owner, values)];
  for (const file of files) yield [`${folder}/${file.path}`, yamlFile(owner, file.content, file.notes)];
}

/** A release with the name of the file that has its values. */
export interface ReleaseEntry extends Release {
  readonly valuesFile: string;
}

/** Each installation of a chart, with the file of its values: the one there usually is, or those that a stage lists. */
export function releasesIn({ namespace, values, releases }: Upstream, chart: Chart): readonly ReleaseEntry[] {
  if (releases !== undefined) return releases.map((each) => ({ ...each, valuesFile: `values-${each.name}.yaml` }));
  return [{ name: chart.release ?? chart.name, namespace, values, valuesFile: 'values.yaml' }];
}

/** Exact version, and values in a file: a `null` in `valuesInline` would not remove a chart's default. */
function chartEntry({ name, namespace, values, valuesFile }: ReleaseEntry, chart: Chart) {
  return {
    name: chart.name,
    repo: chart.repository,
    version: chart.version,
    releaseName: name,
    namespace,
    ...(hasAny(values) ? { valuesFile } : {}),
    includeCRDs: chart.includeCRDs ?? true,
    skipTests: true,
    ...(chart.skipHooks === true ? { skipHooks: true } : {}),
  };
}

function hasAny(values: ChartValues): boolean {
  return Object.keys(values).length > 0;
}
