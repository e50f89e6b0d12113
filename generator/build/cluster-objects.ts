import type { KubernetesObject } from '../kubernetes/object.ts';
import type { ClusterModel, Model } from '../model.ts';
import { type ClusterObjects, isFromElsewhere, type StageObjects } from '../objects.ts';
import { appApplication, stageApplication } from './application.ts';
import type { KnownViews } from './known-views.ts';
import { appsProject, lockedDefault, ownProject, platformProject, rootsProject } from './projects.ts';
import { rootApplication, rootOfRoots } from './roots.ts';

/** What Argo CD is told about a cluster: two roots, their projects, and one Application for each stage and each app. */
export function clusterObjects(
  cluster: ClusterModel,
  stages: readonly StageObjects[],
  model: Model,
  known: KnownViews,
): ClusterObjects {
  const all = stages.filter(({ clusters }) => clusters.has(cluster.facts.name));
  const here = all.filter(({ component }) => component !== 'apps');
  const apps = all.filter(({ component }) => component === 'apps');
  const roots = (['platform', 'apps'] as const).map((group) => rootApplication(cluster.facts, group, model.facts));
  const others = apps.filter((each) => isFromElsewhere(each, cluster.facts.name));
  const own = apps.filter((each) => !others.includes(each));
  const projects = [
    platformProject(cluster.facts, here, model.facts),
    appsProject(cluster.facts, own, model.facts),
    ...others.map((each) => ownProject(cluster.facts, each, model.facts)),
  ];
  const hub = cluster.facts.isHub;
  return {
    roots: hub ? [rootOfRoots(cluster.facts, model.facts), ...roots] : roots,
    projects: hub ? [lockedDefault(), rootsProject(model.facts), ...projects] : projects,
    applications: [
      ...applicationsOf(cluster, here, model, known),
      ...apps.map((app) => appApplication(app, cluster, here, model.facts)),
    ],
  };
}

/** The Applications of components depend on their order and on which of them have a chart, and on no object. */
function applicationsOf(
  cluster: ClusterModel,
  here: readonly StageObjects[],
  { facts }: Model,
  known: KnownViews,
): readonly KubernetesObject[] {
  const { name } = cluster.facts;
  const charts = here.map((each) => [
    each.component,
    each.name,
    each.clusters.get(name)?.upstream?.chart !== undefined,
  ]);
  const key = JSON.stringify(['applications', cluster.stages, charts]);
  return known.remember(key, [facts, cluster.facts], () =>
    here.map((stage) => stageApplication(stage, cluster, here, facts)),
  );
}
