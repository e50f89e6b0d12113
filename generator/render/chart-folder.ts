import type { Chart } from '../component.ts';
import type { Path } from '../diagnostic.ts';
import type { Upstream } from '../objects.ts';
import { chartPatches } from './chart-patches.ts';
import { yamlFile } from './header.ts';

type Files = Iterable<readonly [path: string, text: string]>;

/** What comes from upstream: a chart for Kustomize to inflate, or manifests for it to fetch, and the patches both need. */
export function* chartFolder(folder: string, upstream: Upstream, owner: Path): Files {
  const { chart, values, manifests } = upstream;
  const files = chartPatches(upstream);
  const patches = files.flatMap(({ path, targets }) =>
    targets.length === 0 ? [{ path }] : targets.map((target) => ({ path, target })),
  );
  const content = {
    ...(manifests.length > 0 ? { resources: manifests } : {}),
    ...(chart === undefined ? {} : { helmCharts: [chartEntry(upstream, chart)] }),
    ...(patches.length > 0 ? { patches } : {}),
  };
  const notes =
    manifests.length > 0 ? ['Argo CD does not check what it fetches from these addresses against a digest.'] : [];
  yield [
    `${folder}/kustomization.yaml`,
    yamlFile(owner, { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...content }, notes),
  ];
  if (hasValues(upstream)) yield [`${folder}/values.yaml`, yamlFile(owner, values)];
  for (const file of files) yield [`${folder}/${file.path}`, yamlFile(owner, file.content, file.notes)];
}

/** Exact version, and values in a file: a `null` in `valuesInline` would not remove a chart's default. */
function chartEntry(upstream: Upstream, chart: Chart) {
  return {
    name: chart.name,
    repo: chart.repository,
    version: chart.version,
    releaseName: chart.release ?? chart.name,
    namespace: upstream.namespace,
    ...(hasValues(upstream) ? { valuesFile: 'values.yaml' } : {}),
    includeCRDs: chart.includeCRDs ?? true,
    skipTests: true,
    ...(chart.skipHooks === true ? { skipHooks: true } : {}),
  };
}

function hasValues({ chart, values }: Upstream): boolean {
  return chart !== undefined && Object.keys(values).length > 0;
}
