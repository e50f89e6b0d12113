import { create } from '../kubernetes/create.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { ClusterModel, PlatformFacts } from '../model.ts';
import type { StageObjects } from '../objects.ts';
import type { Capabilities } from '../rendering.ts';
import { capabilitiesOn } from './capabilities.ts';
import { ARGOCD_NAMESPACE, destinationName, hubName, overlayPath } from './names.ts';
import { appProjectName } from './projects.ts';
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
        ...builtFrom,
      },
      ...(stage.stage?.outlivesApplication === true ? {} : { finalizers: ['resources-finalizer.argocd.argoproj.io'] }),
    },
    spec: {
      project: hubName(facts.name, 'platform'),
      source: {
        repoURL: platform.git.url,
        targetRevision: platform.git.revision,
        path: overlayPath(stage.component, stage.name, facts.name),
        ...rendering(stage, cluster, () => capabilitiesOn(stage, cluster, here)),
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
  cluster: ClusterModel,
  here: readonly StageObjects[],
  { git }: PlatformFacts,
): KubernetesObject {
  const { facts, apps } = cluster;
  const { folder } = app.clusters.get(facts.name) ?? {};
  return create('argoproj.io/v1alpha1', 'Application', {
    metadata: {
      name: hubName(facts.name, 'apps', app.name),
      namespace: ARGOCD_NAMESPACE,
      annotations: {
        'argocd.argoproj.io/compare-options': 'ServerSideDiff=true',
        // what a folder that people keep by hand is built from, only they know
        ...(folder === undefined ? builtFrom : {}),
      },
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    spec: {
      project: appProjectName(app, facts.name),
      source: {
        repoURL: git.url,
        targetRevision: git.revision,
        path: folder?.path ?? overlayPath('apps', app.name, facts.name),
        ...rendering(app, cluster, () => capabilitiesOn(app, cluster, here)),
      },
      destination: { name: destinationName(facts), namespace: app.namespace },
      syncPolicy: syncPolicy([], apps.get(app.name)?.sync === 'manual'),
    },
  });
}

/** What an overlay is built from, seen from it: a commit that touches none of it makes Argo CD render nothing anew, whatever else is in the repository. */
const builtFrom = { 'argocd.argoproj.io/manifest-generate-paths': '.;../../base;../../chart' };

/** The wave of a stage on a cluster; the namespaces come before everything. */
function waveOf(stage: StageObjects, cluster: ClusterModel): number {
  return cluster.stages.find(({ id }) => id === `${stage.component}/${stage.name}`)?.wave ?? 0;
}

/**
 * Two builds of one checkout that pull the same chart fail one another ("failed to untar: … already exists", argoproj/argo-cd#8008). An
 * Application that names a component is never built beside another, and one that is not there changes nothing.
 */
const alone = { components: ['built-alone'], ignoreMissingComponents: true };

/** What Argo CD tells a chart that it inflates. */
function rendering(stage: StageObjects, { facts }: ClusterModel, capabilities: () => Capabilities): object {
  if (stage.clusters.get(facts.name)?.upstream?.chart === undefined) return {};
  return { kustomize: { ...capabilities(), ...alone } };
}
