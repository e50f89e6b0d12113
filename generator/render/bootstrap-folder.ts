import { overlayPath, ROOTS } from '../build/names.ts';
import type { Path } from '../diagnostic.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Objects } from '../objects.ts';
import { yamlFile } from './header.ts';
import { kustomization } from './stage-folder.ts';

/** What people apply by hand, in this order, before Argo CD takes over: the folder below `bootstrap/`, and the stages in it. */
const first = ['namespaces/install', 'argocd/crds'];
const second = ['argocd/install'];

/** Whether people apply something before Argo CD itself: its CRDs, or the namespaces that Secrets go into. */
export function hasGround(hub: string, objects: Objects): boolean {
  return onHub(first, hub, objects).length > 0;
}

/** Whether Argo CD is installed from here, and not by people in a way of their own. */
export function bringsArgocd(hub: string, objects: Objects): boolean {
  return onHub(second, hub, objects).length > 0;
}

/** Whether an object of the hub must be there before Argo CD starts: the root, its project, and the lock on the default project. */
export function startsArgocd({ kind, metadata }: KubernetesObject): boolean {
  return metadata.name === ROOTS || (kind === 'AppProject' && metadata.name === 'default');
}

/**
 * What must be there before Argo CD can take over, as references to the folders that it then keeps itself:
 * `bootstrap/ground` with the namespaces and its CRDs, `bootstrap` with all of it and the root.
 */
export function* bootstrapFolder(
  hub: string,
  files: ReadonlyMap<string, KubernetesObject>,
  objects: Objects,
): Iterable<readonly [string, string]> {
  const folder = `clusters/${hub}/bootstrap`;
  const owner: Path = ['clusters', hub];
  const ground = onHub(first, hub, objects);
  const argocd = onHub(second, hub, objects);
  const below = ground.length > 0 ? ['ground'] : [];
  const resources = [...below, ...argocd.map((path) => `../../../${path}`), ...[...files.keys()].sort()];
  yield [`${folder}/kustomization.yaml`, kustomization(owner, { resources })];
  for (const [file, object] of files) yield [`${folder}/${file}`, yamlFile(owner, object)];
  if (ground.length > 0)
    yield [
      `${folder}/ground/kustomization.yaml`,
      kustomization(owner, { resources: ground.map((path) => `../../../../${path}`) }),
    ];
}

/** The folders of those stages that the hub has, from the root of the repository. */
function onHub(ids: readonly string[], hub: string, { stages }: Objects): readonly string[] {
  return ids.flatMap((id) => {
    const found = stages.find(({ component, name }) => `${component}/${name}` === id);
    return found?.clusters.has(hub) === true ? [overlayPath(found.component, found.name, hub)] : [];
  });
}
