import { create, type ObjectOf } from '../kubernetes/create.ts';
import { groupOf, type KubernetesObject } from '../kubernetes/object.ts';
import type { ClusterFacts, PlatformFacts } from '../model.ts';
import { isFromElsewhere, type StageObjects, upstreamIn } from '../objects.ts';
import { ARGOCD_NAMESPACE, destinationName, hubName, ROOTS } from './names.ts';

interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** Kinds with which an Application could give itself more rights. */
const argocdKinds: readonly GroupKind[] = ['Application', 'ApplicationSet', 'AppProject'].map((kind) => ({
  group: 'argoproj.io',
  kind,
}));

type ProjectSpec = ObjectOf<'argoproj.io/v1alpha1', 'AppProject'>['spec'];

function project(name: string, spec: ProjectSpec): KubernetesObject {
  return create('argoproj.io/v1alpha1', 'AppProject', { metadata: { name, namespace: ARGOCD_NAMESPACE }, spec });
}

/** Argo CD makes this project itself and lets everyone do everything in it; here nobody may do anything. */
export function lockedDefault(): KubernetesObject {
  return project('default', {
    description: 'Locked: every Application names its own project',
    sourceRepos: [],
    destinations: [],
    clusterResourceWhitelist: [],
  });
}

/** The only project that may create Applications and AppProjects. */
export function rootsProject({ git }: PlatformFacts): KubernetesObject {
  return project(ROOTS, {
    description: 'The roots: they alone create Applications and AppProjects',
    sourceRepos: [git.url],
    destinations: [{ name: 'in-cluster', namespace: ARGOCD_NAMESPACE }],
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: argocdKinds.filter(({ kind }) => kind !== 'ApplicationSet'),
  });
}

/** The platform's own stages on a cluster: into their namespaces, with the cluster-scoped kinds that they bring. */
export function platformProject(
  cluster: ClusterFacts,
  here: readonly StageObjects[],
  { git }: PlatformFacts,
): KubernetesObject {
  return project(hubName(cluster.name, 'platform'), {
    description: `The platform on ${cluster.name}`,
    sourceRepos: [git.url],
    destinations: namespacesOf(here, cluster.name).map((namespace) => ({ name: destinationName(cluster), namespace })),
    clusterResourceWhitelist: clusterKinds(here, cluster.name),
    namespaceResourceBlacklist: argocdKinds,
  });
}

/** The project of an app: that of all apps, or one of its own where Plinth does not say what is in it. */
export function appProjectName(app: StageObjects, cluster: string): string {
  return isFromElsewhere(app, cluster) ? hubName(cluster, 'apps', app.name) : hubName(cluster, 'apps');
}

/** An app that is maintained elsewhere: into its own namespace alone, with the cluster-scoped kinds that it may make. */
export function ownProject(cluster: ClusterFacts, app: StageObjects, { git }: PlatformFacts): KubernetesObject {
  return project(appProjectName(app, cluster.name), {
    description: `The app ${app.name} on ${cluster.name}, which is maintained elsewhere`,
    sourceRepos: [git.url],
    destinations: [{ name: destinationName(cluster), namespace: app.namespace }],
    clusterResourceWhitelist: groupKinds(saidKinds(app, cluster.name)),
    namespaceResourceBlacklist: argocdKinds,
  });
}

/** What its `clusterKinds` say, and no more: what a chart that is rendered brings besides has no more rights than one that Argo CD inflates. */
function saidKinds({ clusters }: StageObjects, cluster: string): readonly string[] {
  const content = clusters.get(cluster);
  return (content?.folder ?? upstreamIn(content)?.chart)?.clusterKinds ?? [];
}

/** The apps on a cluster; each app that is declared opens its own namespace here. */
export function appsProject(
  cluster: ClusterFacts,
  apps: readonly StageObjects[],
  { git }: PlatformFacts,
): KubernetesObject {
  return project(hubName(cluster.name, 'apps'), {
    description: `The apps on ${cluster.name}`,
    sourceRepos: [git.url],
    destinations: namespacesOf(apps, cluster.name).map((namespace) => ({ name: destinationName(cluster), namespace })),
    clusterResourceWhitelist: [],
    namespaceResourceBlacklist: argocdKinds,
  });
}

function namespacesOf(here: readonly StageObjects[], cluster: string): readonly string[] {
  const names = here.flatMap(({ namespace, clusters }) => [
    namespace,
    ...(clusters.get(cluster)?.upstream?.chart?.namespaces ?? []),
    ...(clusters.get(cluster)?.upstream?.releases ?? []).map((release) => release.namespace),
    ...(clusters.get(cluster)?.objects ?? []).flatMap(({ metadata }) => metadata.namespace ?? []),
  ]);
  return [...new Set(names)].sort();
}

function clusterKinds(here: readonly StageObjects[], cluster: string): readonly GroupKind[] {
  const emitted = here
    .flatMap(({ clusters }) => clusters.get(cluster)?.objects ?? [])
    .filter(({ metadata }) => metadata.namespace === undefined);
  const own = emitted.map(({ apiVersion, kind }) => `${groupOf(apiVersion)}/${kind}`);
  const charts = here.flatMap(({ stage, clusters }) => [
    ...(clusters.get(cluster)?.upstream?.chart?.clusterKinds ?? []),
    // what is rendered is among the objects
    ...(clusters.get(cluster)?.upstream === undefined ? [] : (stage?.clusterKinds ?? [])),
  ]);
  return groupKinds([...own, ...charts]);
}

/** Kinds as `group/Kind`, the core group's without a group or with an empty one. */
function groupKinds(kinds: readonly string[]): readonly GroupKind[] {
  const named = kinds.map((each) => (each.includes('/') ? each : `/${each}`));
  return [...new Set(named)].sort().map((each) => {
    const [group = '', kind = ''] = each.split('/');
    return { group, kind };
  });
}
