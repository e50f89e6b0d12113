import { namespaceOf } from '../app.ts';
import { appObjects, wideAppObjects } from '../apps/app-objects.ts';
import type { Surroundings } from '../apps/network-policy.ts';
import type { ChartValues } from '../component.ts';
import type { App, ComponentName, ComponentOptions } from '../generated/options.ts';
import type { ClusterModel, Model } from '../model.ts';
import type { StageContent, StageObjects, Upstream } from '../objects.ts';
import type { Registry } from '../registry.ts';
import { appBlock } from '../site.ts';

/** Every app of the platform, each a stage of its own: its base, where it has one, and what it is on each cluster. */
export function appStages(model: Model, registry: Registry): readonly StageObjects[] {
  const names = [...new Set(model.clusters.flatMap(({ apps }) => [...apps.keys()]))].sort();
  return names.map((name) => appStage(name, model, registry));
}

function appStage(name: string, model: Model, registry: Registry): StageObjects {
  const base = model.baseApps.get(name);
  const clusters = model.clusters.flatMap((cluster) => {
    const options = cluster.apps.get(name);
    if (options === undefined) return [];
    return [[cluster.facts.name, contentOn(name, options, cluster, registry)] as const];
  });
  const first = base ?? (model.clusters.find(({ apps }) => apps.has(name))?.apps.get(name) as App);
  return {
    component: 'apps',
    name,
    namespace: namespaceOf({ name, options: first }),
    block: appBlock(model.sites, name),
    ...(base === undefined ? {} : { base: { objects: wideAppObjects(name, base), ...chartOf(name, base) } }),
    clusters: new Map(clusters),
  };
}

function contentOn(name: string, options: App, cluster: ClusterModel, registry: Registry): StageContent {
  const { source } = options;
  if (source?.kind === 'folder') {
    const { path, clusterKinds } = source;
    return { objects: [], folder: { path, clusterKinds } };
  }
  return { objects: appObjects(name, options, surroundings(cluster, registry)), ...chartOf(name, options) };
}

const CRD = 'apiextensions.k8s.io/CustomResourceDefinition';

function chartOf(name: string, options: App): { upstream?: Upstream } {
  const { source } = options;
  if (source?.kind !== 'chart') return {};
  const { repository, name: chart, version, values, clusterKinds } = source;
  const hasKinds = clusterKinds.includes(CRD);
  return {
    upstream: {
      namespace: namespaceOf({ name, options }),
      chart: {
        repository,
        name: chart,
        version,
        release: name,
        includeCRDs: hasKinds,
        keepsVolumes: true,
        clusterKinds,
      },
      values: values as ChartValues,
      manifests: [],
      leftOut: [],
      keepsKinds: hasKinds,
    },
  };
}

/** What of its cluster an app's objects depend on, besides the app's own options. */
export function surroundings(
  cluster: ClusterModel,
  registry: Registry,
): Surroundings & { readonly ingressClass: string } {
  const contour = cluster.enabled.get('contour') as ComponentOptions['contour'] | undefined;
  const namespace = (component: ComponentName) =>
    cluster.enabled.has(component) ? registry.components[component].namespace.name : undefined;
  return {
    // without Contour there is no class; the check of apps says so
    ingressClass: contour?.ingressClass ?? 'contour',
    ...named('ingressNamespace', namespace('contour')),
    ...named('meshNamespace', namespace('kuma')),
    ...named('collectorNamespace', namespace('opentelemetry')),
    apps: [...cluster.apps].map(([name, options]) => ({ name, options })),
  };
}

function named<K extends string>(key: K, value: string | undefined): { readonly [N in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [N in K]?: string });
}
