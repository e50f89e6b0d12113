import type { Chart } from '../component.ts';
import type { Path } from '../diagnostic.ts';
import { kept } from '../kubernetes/kept.ts';
import { groupOf } from '../kubernetes/object.ts';
import type { Upstream } from '../objects.ts';
import { yamlFile } from './header.ts';

type Files = Iterable<readonly [path: string, text: string]>;

/** What comes from upstream: a chart for Kustomize to inflate, or manifests for it to fetch, and the patches both need. */
export function* chartFolder(folder: string, upstream: Upstream, owner: Path): Files {
  const { chart, namespace, values, manifests, keepsKinds } = upstream;
  const keepsVolumes = chart?.keepsVolumes === true;
  const patches = [
    ...namespacePatches(chart),
    ...(keepsKinds ? [{ path: 'patch-crds.yaml', target: crds }] : []),
    ...(keepsVolumes ? [{ path: 'patch-volumes.yaml', target: claims }] : []),
  ];
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
  if (keepsKinds) yield [`${folder}/patch-crds.yaml`, yamlFile(owner, keepPatch(crds))];
  if (keepsVolumes) yield [`${folder}/patch-volumes.yaml`, yamlFile(owner, keepPatch(claims))];
  if (chart?.namespaceless === undefined) return;
  const patch = [{ op: 'add', path: '/metadata/namespace', value: namespace }];
  yield [
    `${folder}/patch-namespace.yaml`,
    yamlFile(owner, patch, ['The chart leaves these objects without a namespace.']),
  ];
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

function namespacePatches(chart: Chart | undefined) {
  return (chart?.namespaceless ?? []).map(({ apiVersion, kind, name }) => {
    const group = groupOf(apiVersion);
    const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
    return { path: 'patch-namespace.yaml', target: { ...(group === '' ? {} : { group }), version, kind, name } };
  });
}

const crds = { group: 'apiextensions.k8s.io', version: 'v1', kind: 'CustomResourceDefinition' };
const claims = { version: 'v1', kind: 'PersistentVolumeClaim' };

/** A CRD takes every object of its kind along, and a claim its volume, so Argo CD must never remove one by itself. */
function keepPatch({
  group,
  version,
  kind,
}: {
  readonly group?: string;
  readonly version: string;
  readonly kind: string;
}) {
  const apiVersion = group === undefined ? version : `${group}/${version}`;
  return { apiVersion, kind, metadata: { name: 'every-one', annotations: kept } };
}
