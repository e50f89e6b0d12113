import { digest } from '../digest.ts';
import { type KubernetesObject, objectId } from '../kubernetes/object.ts';

/** Bytes of a file's name that every file system takes. */
const LONGEST = 255;

/** A file name per object, by kind and name; the namespace and the group come in only where two would collide. A name that is too long ends in its digest. */
export function fileNames(objects: readonly KubernetesObject[], prefix = ''): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Map<string, number>();
  for (const object of objects) {
    for (const form of [short, long]) bump(taken, form(object));
  }
  for (const object of objects) {
    const name =
      [short, long].map((form) => form(object)).find((each) => taken.get(each) === 1) ?? slug(objectId(object));
    names.set(objectId(object), `${fitting(`${prefix}${name}`)}.yaml`);
  }
  return names;
}

function short({ kind, metadata }: KubernetesObject): string {
  return `${kebab(kind)}-${slug(metadata.name)}`;
}

function long({ kind, metadata }: KubernetesObject): string {
  return `${kebab(kind)}-${slug(metadata.namespace ?? 'cluster')}-${slug(metadata.name)}`;
}

/** `ClusterIssuer` → `cluster-issuer`, `HTTPProxy` → `http-proxy` */
function kebab(kind: string): string {
  return kind
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

/** A name that every file system takes: `system:node` → `system-node`. */
function slug(name: string): string {
  return name.replace(/[^A-Za-z0-9.-]+/g, '-').toLowerCase();
}

/** A slug has one byte for each character. */
function fitting(name: string): string {
  const room = LONGEST - '.yaml'.length;
  if (name.length <= room) return name;
  const end = `-${digest(name).slice(0, 10)}`;
  return `${name.slice(0, room - end.length)}${end}`;
}

function bump(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
