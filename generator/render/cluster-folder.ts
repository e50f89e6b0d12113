import { hubName, ROOTS } from '../build/names.ts';
import type { Platformwide } from '../check.ts';
import type { Path } from '../diagnostic.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { ClusterModel, Model } from '../model.ts';
import { appBlock } from '../site.ts';
import { bootstrapFolder, startsArgocd } from './bootstrap-folder.ts';
import { yamlFile } from './header.ts';
import { omniFolder } from './omni-folder.ts';
import { runbook } from './runbook.ts';
import { kustomization } from './stage-folder.ts';

/** The folder of one cluster: what Argo CD on the hub is told about it, and its runbook. */
export function* clusterFolder(
  cluster: ClusterModel,
  { model, objects, registry }: Platformwide,
): Iterable<readonly [string, string]> {
  const { name, isHub } = cluster.facts;
  const folder = `clusters/${name}`;
  const owner: Path = ['clusters', name];
  const own = objects.clusters.get(name);
  const all = [...(own?.projects ?? []), ...(own?.roots ?? [])];
  const starts = new Map(all.filter(startsArgocd).map((object) => [fileName(object, name), object]));
  const shared = all
    .filter((object) => !startsArgocd(object))
    .map((object) => [fileName(object, name), object] as const);
  const started = [...starts.keys()].map((file) => `bootstrap/${file}`);
  const spokes = isHub ? model.clusters.filter((each) => each !== cluster).map((each) => `../${each.facts.name}`) : [];
  yield [
    `${folder}/kustomization.yaml`,
    kustomization(owner, { resources: [...started, ...shared.map(([file]) => file)].sort().concat(spokes) }),
  ];
  for (const [file, object] of shared)
    yield [`${folder}/${file}`, yamlFile(isOfApp(object) ? ownerOf(object, model) : owner, object)];
  for (const application of own?.applications ?? [])
    yield [`${folder}/${fileName(application, name)}`, yamlFile(ownerOf(application, model), application)];
  if (isHub) yield* bootstrapFolder(name, starts, objects);
  yield* omniFolder(cluster, model.facts, registry);
  yield [`${folder}/README.md`, runbook(cluster, model, objects, registry)];
}

/** Whether a project is that of one app. */
function isOfApp({ kind, metadata }: KubernetesObject): boolean {
  const [, group, app] = metadata.name.split('.');
  return kind === 'AppProject' && group === 'apps' && app !== undefined;
}

function ownerOf({ metadata }: KubernetesObject, { sites }: Model): Path {
  const [, component = '', name = ''] = metadata.name.split('.');
  if (component === 'apps') return appBlock(sites, name);
  return component === 'namespaces' ? ['components'] : ['components', component];
}

/** `project-platform.yaml`, `root-apps.yaml`, `application-platform.vault.install.yaml`: the cluster's name is the folder's. */
function fileName({ kind, metadata }: KubernetesObject, cluster: string): string {
  const rest = metadata.name.startsWith(`${cluster}.`) ? metadata.name.slice(cluster.length + 1) : metadata.name;
  if (kind === 'AppProject') return `project-${rest}.yaml`;
  const isRoot =
    metadata.name === ROOTS || ['platform', 'apps'].some((group) => metadata.name === hubName(cluster, group));
  if (metadata.name === ROOTS) return 'root.yaml';
  if (isRoot) return `root-${rest}.yaml`;
  return rest.startsWith('apps.') ? `application-${rest}.yaml` : `application-platform.${rest}.yaml`;
}
