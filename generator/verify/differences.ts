import { equal } from '../equal.ts';
import { describe, type KubernetesObject, objectId } from '../kubernetes/object.ts';
import { isMap } from '../map.ts';

/** How what Kustomize built differs from what was meant, a sentence each; empty when it does not. */
export function differences(meant: readonly KubernetesObject[], built: readonly KubernetesObject[]): readonly string[] {
  const left = byId(meant);
  const right = byId(built);
  const missing = meant.filter((each) => !right.has(objectId(each))).map((each) => `${describe(each)} is not built`);
  const extra = built
    .filter((each) => !left.has(objectId(each)))
    .map((each) => `${describe(each)} is built and not meant`);
  const twice = built.length === right.size ? [] : ['an object is built twice'];
  return [...missing, ...extra, ...twice, ...[...left].flatMap(([id, object]) => changed(object, right.get(id)))];
}

function byId(objects: readonly KubernetesObject[]): ReadonlyMap<string, KubernetesObject> {
  return new Map(objects.map((object) => [objectId(object), object]));
}

function changed(meant: KubernetesObject, built: KubernetesObject | undefined): readonly string[] {
  if (built === undefined || equal(meant, built)) return [];
  return [`${describe(meant)} is built with another \`${firstDifference(meant, built).join('.')}\``];
}

/** The path to the first place where two values differ. */
export function firstDifference(meant: unknown, built: unknown, path: readonly string[] = []): readonly string[] {
  if (Array.isArray(meant) && Array.isArray(built)) return inside(Object.keys(meant), meant, built, path);
  if (!isMap(meant) || !isMap(built)) return path;
  return inside([...new Set([...Object.keys(meant), ...Object.keys(built)])], meant, built, path);
}

function inside(keys: readonly string[], meant: object, built: object, path: readonly string[]): readonly string[] {
  const at = (value: object, key: string) => (value as { [key: string]: unknown })[key];
  const key = keys.find((each) => !equal(at(meant, each), at(built, each)));
  return key === undefined ? path : firstDifference(at(meant, key), at(built, key), [...path, key]);
}
