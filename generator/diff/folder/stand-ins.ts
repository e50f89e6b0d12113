import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { PlainMap } from '../../map.ts';

const FILE = 'plinth-stand-ins.json';
const MARK = 'plinth/stand-in';

/** A kustomization that takes a file of stand-ins as well, where what they stand for is not at hand. */
export function withStandIns(value: PlainMap): PlainMap {
  const { resources } = value;
  return { ...value, resources: [...(Array.isArray(resources) ? (resources as readonly unknown[]) : []), FILE] };
}

/** The object that a patch looks for and Kustomize does not find, as its message names it: `Deployment.v1.apps/web.[noNs]`. */
export function standInFor(message: string): KubernetesObject | undefined {
  const id =
    /no matches for Id (\w+)\.(\[noVer\]|\w+)\.(\[noGrp\]|[^/\s]+)\/(\S+)\.(\[noNs\]|[a-z0-9-]+)(?=[;\s]|$)/.exec(
      message,
    );
  if (id === null) return undefined;
  const [, kind = '', version = '', group = '', name = '', namespace = ''] = id;
  const where = namespace === '[noNs]' ? {} : { namespace };
  const apiVersion = group === '[noGrp]' ? version : `${group}/${version}`;
  return { apiVersion, kind, metadata: { name, ...where, annotations: { [MARK]: 'true' } } };
}

/** The file of stand-ins of each of these folders; a kustomization without any resource would be refused. */
export function standInFiles(
  folders: readonly string[],
  standIns: readonly { readonly folder: string; readonly object: KubernetesObject }[],
): readonly (readonly [path: string, text: string])[] {
  return folders.map((folder, index) => {
    const own = standIns.filter((each) => each.folder === folder).map(({ object }) => object);
    const items = [nothing(index), ...own];
    return [`${folder}/${FILE}`, JSON.stringify({ apiVersion: 'v1', kind: 'List', items })];
  });
}

function nothing(index: number): KubernetesObject {
  const metadata = { name: `plinth-stand-in-${index}`, annotations: { [MARK]: 'true' } };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata };
}

/** Whether an object that was built stands in for another, whatever it was patched with. */
export function isStandIn({ metadata }: KubernetesObject): boolean {
  return metadata.annotations?.[MARK] !== undefined;
}
