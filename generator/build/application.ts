import type { StageId } from '../generated/options.ts';
import { create } from '../kubernetes/create.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { ClusterModel, PlatformFacts } from '../model.ts';
import type { StageObjects } from '../objects.ts';
import { allBefore } from '../resolve/waves.ts';
import { ARGOCD_NAMESPACE, destinationName, hubName, overlayPath } from './names.ts';
import { syncPolicy } from './sync-policy.ts';

/** The Application of one stage on one cluster. */
export function stageApplication(
  stage: StageObjects,
  cluster: ClusterModel,
  here: readonly StageObjects[],
  platform: PlatformFacts,
): KubernetesObject {
  const { facts } = cluster;
  const { ignoreDifferences } = stage.stage ?? {};
  return create('argoproj.io/v1alpha1', 'Application', {
    metadata: {
      name: hubName(facts.name, stage.component, stage.name),
      namespace: ARGOCD_NAMESPACE,
      annotations: {
        'argocd.argoproj.io/sync-wave': String(waveOf(stage, cluster)),
        'argocd.argoproj.io/compare-options': 'ServerSideDiff=true',
      },
      ...(stage.stage?.outlivesApplication === true ? {} : { finalizers: ['resources-finalizer.argocd.argoproj.io'] }),
    },
    spec: {
      project: hubName(facts.name, 'platform'),
      source: {
        repoURL: platform.git.url,
        targetRevision: platform.git.revision,
        path: overlayPath(stage.component, stage.name, facts.name),
        ...rendering(stage, cluster, here),
      },
      destination: { name: destinationName(facts), namespace: stage.namespace },
      syncPolicy: syncPolicy([
        ...(ignoreDifferences === undefined ? [] : (['RespectIgnoreDifferences=true'] as const)),
        ...(stage.stage?.syncOptions ?? []),
      ]),
      ...(ignoreDifferences === undefined ? {} : { ignoreDifferences }),
    },
  });
}

/** The Application of an app on one cluster; apps wait for nothing, and nothing waits for them. */
export function appApplication(
  app: StageObjects,
  { facts, apps }: ClusterModel,
  { git }: PlatformFacts,
): KubernetesObject {
  return create('argoproj.io/v1alpha1', 'Application', {
    metadata: {
      name: hubName(facts.name, 'apps', app.name),
      namespace: ARGOCD_NAMESPACE,
      annotations: { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' },
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    spec: {
      project: hubName(facts.name, 'apps'),
      source: { repoURL: git.url, targetRevision: git.revision, path: overlayPath('apps', app.name, facts.name) },
      destination: { name: destinationName(facts), namespace: app.namespace },
      syncPolicy: syncPolicy([], apps.get(app.name)?.sync === 'manual'),
    },
  });
}

/** The wave of a stage on a cluster; the namespaces come before everything. */
function waveOf(stage: StageObjects, cluster: ClusterModel): number {
  return cluster.stages.find(({ id }) => id === `${stage.component}/${stage.name}`)?.wave ?? 0;
}

/** What charts are told about the cluster: its version, and the kinds that the stages before this one bring, instead of whatever is there at that moment. */
function rendering(stage: StageObjects, cluster: ClusterModel, here: readonly StageObjects[]): object {
  if (stage.clusters.get(cluster.facts.name)?.upstream?.chart === undefined) return {};
  const edges = new Map(cluster.stages.map(({ id, before }) => [id, before]));
  const earlier = new Set(allBefore(`${stage.component}/${stage.name}` as StageId, edges));
  const kinds = here
    .filter(({ component, name }) => earlier.has(`${component}/${name}` as StageId))
    .flatMap((each) => each.stage?.providesKinds ?? []);
  const apiVersions = kinds.flatMap(({ group, versions, kinds: names }) =>
    versions.flatMap((version) => [`${group}/${version}`, ...names.map((kind) => `${group}/${version}/${kind}`)]),
  );
  return {
    kustomize: {
      kubeVersion: cluster.facts.kubernetes,
      ...(apiVersions.length > 0 ? { apiVersions: [...new Set(apiVersions)].sort() } : {}),
    },
  };
}
