import { equal } from '../equal.ts';
import { groupOf, type KubernetesObject } from '../kubernetes/object.ts';
import { isMap, own, type PlainMap, put } from '../map.ts';
import { jsonPatch } from './json-patch.ts';
import { namedPatch } from './named-patch.ts';

/** A patch file's content: a partial object, or a list of JSON 6902 operations. */
export type Patch = { readonly [key: string]: unknown } | readonly object[];

/** The groups whose kinds Kustomize merges by their schema; all others it merges as plain JSON. Source: kyaml/openapi. */
const coreGroups = new Set([
  ...['', 'apps', 'autoscaling', 'batch', 'policy'],
  ...[
    'admissionregistration',
    'apiextensions',
    'apiregistration',
    'authentication',
    'authorization',
    'certificates',
    'coordination',
  ].map(inKubernetes),
  ...[
    'discovery',
    'events',
    'flowcontrol.apiserver',
    'networking',
    'node',
    'rbac.authorization',
    'scheduling',
    'storage',
  ].map(inKubernetes),
]);

function inKubernetes(group: string): string {
  return `${group}.k8s.io`;
}

/**
 * The patch that turns one object into another exactly, as Kustomize applies it: a merge without lists; for custom
 * resources a merge with whole lists; for core kinds a merge that changes existing named items only; else JSON 6902.
 */
export function patchFor(base: KubernetesObject, meant: KubernetesObject): Patch {
  const changes = mergePatch({ ...base }, { ...meant });
  const whole = () => withIdentity(base, changes);
  const exact = !leavesEmpty(changes, meant) && !changesForm(changes, base) && !setsNull(changes, meant);
  if (exact && !hasList(changes)) return whole();
  if (exact && isCustom(base)) return whole();
  const named = exact ? namedPatch(base, meant) : undefined;
  return named === undefined ? jsonPatch(base, meant) : withIdentity(base, named);
}

/** The patch that removes an object. */
export function deletePatch(base: KubernetesObject): Patch {
  return { ...withIdentity(base, {}), $patch: 'delete' };
}

function withIdentity(
  { apiVersion, kind, metadata }: KubernetesObject,
  changes: { readonly [key: string]: unknown },
): Patch {
  const { name, namespace } = metadata;
  const identity = { name, ...(namespace === undefined ? {} : { namespace }) };
  const { metadata: changed, ...rest } = changes;
  return { apiVersion, kind, metadata: { ...identity, ...(changed as object | undefined) }, ...rest };
}

function isCustom({ apiVersion }: KubernetesObject): boolean {
  return !coreGroups.has(groupOf(apiVersion));
}

/** Whether a change puts a map where a list or scalar was, or the like, which Kustomize refuses to merge. */
function changesForm(changes: unknown, base: unknown): boolean {
  if (changes === null || base === undefined || base === null) return false;
  if (Array.isArray(changes) !== Array.isArray(base) || isMap(changes) !== isMap(base)) return true;
  return isMap(changes) && isMap(base) && Object.keys(changes).some((key) => changesForm(changes[key], own(base, key)));
}

/** RFC 7396: what to merge over `base` to get `meant`; null removes. */
function mergePatch(base: PlainMap, meant: PlainMap): { [key: string]: unknown } {
  const patch: { [key: string]: unknown } = {};
  for (const [key, value] of Object.entries(meant)) {
    const before = own(base, key);
    if (value === undefined || equal(before, value)) continue;
    put(patch, key, isMap(before) && isMap(value) ? mergePatch(before, value) : value);
  }
  for (const [key, before] of Object.entries(base)) {
    if (before !== undefined && own(meant, key) === undefined) put(patch, key, null);
  }
  return patch;
}

/** A null in a merge takes a field away, so it can put none there. */
function setsNull(changes: unknown, meant: unknown): boolean {
  if (meant === null) return true;
  if (Array.isArray(changes)) return changes.some((item) => setsNull(item, item));
  return isMap(changes) && isMap(meant) && Object.keys(changes).some((key) => setsNull(changes[key], own(meant, key)));
}

function hasList(value: unknown): boolean {
  if (Array.isArray(value)) return true;
  return isMap(value) && Object.values(value).some(hasList);
}

/** Kustomize drops a map that a merge leaves empty, and a null or empty map inside a merge; such a change needs JSON 6902. */
function leavesEmpty(changes: unknown, meant: unknown): boolean {
  if (!isMap(changes) || !isMap(meant)) return Array.isArray(changes) && changes.length === 0;
  const keys = Object.keys(changes).filter((key) => changes[key] !== null);
  if (Object.keys(meant).length === 0) return true;
  return keys.some((key) => leavesEmpty(changes[key], own(meant, key)));
}
