import type { ClusterModel, Model } from '../model.ts';
import { type ClusterObjects, isFromElsewhere, type StageObjects } from '../objects.ts';
import { appApplication, stageApplication } from './application.ts';
import { appsProject, lockedDefault, ownProject, platformProject, rootsProject } from './projects.ts';
import { rootApplication, rootOfRoots } from './roots.ts';

/** What Argo CD is told about a cluster: two roots, their projects, and one Application for each stage and each app. */
export function clusterObjects(cluster: ClusterModel, stages: readonly StageObjects[], model: Model): ClusterObjects {
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
      ...here.map((stage) => stageApplication(stage, cluster, here, model.facts)),
      ...apps.map((app) => appApplication(app, cluster, here, model.facts)),
    ],
  };
}
