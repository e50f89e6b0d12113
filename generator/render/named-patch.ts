import { equal } from '../equal.ts';
import { isMap, own, put } from '../map.ts';

/** Lists of a pod template whose items Kubernetes merges by name. */
const named = new Set(['containers', 'initContainers', 'env', 'volumes']);

/**
 * A strategic merge that changes existing named items of a pod template and nothing else in lists; undefined where that
 * cannot say it: Kustomize puts the items of a patch in front, and items without changes of lists inside are all that merges exactly.
 */
export function namedPatch(base: unknown, meant: unknown): { [key: string]: unknown } | undefined {
  if (!isMap(base) || !isMap(meant)) return undefined;
  const patch: { [key: string]: unknown } = {};
  for (const key of new Set([...Object.keys(base), ...Object.keys(meant)])) {
    const [before, after] = [own(base, key), own(meant, key)];
    if (equal(before, after)) continue;
    const change = changeOf(key, before, after);
    if (change === undefined) return undefined;
    put(patch, key, change);
  }
  return patch;
}

function changeOf(key: string, before: unknown, after: unknown): unknown {
  if (after === undefined) return null;
  if (isMap(before) && isMap(after)) return Object.keys(after).length === 0 ? undefined : namedPatch(before, after);
  if (!Array.isArray(before) || !Array.isArray(after)) return hasList(after) ? undefined : after;
  return named.has(key) ? namedItems(before, after) : undefined;
}

function namedItems(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] | undefined {
  if (!equal(before.map(nameOf), after.map(nameOf)) || after.some((item) => nameOf(item) === undefined))
    return undefined;
  const changes: unknown[] = [];
  for (const [index, item] of before.entries()) {
    if (equal(item, after[index])) continue;
    // behind one that stays as it is, it would change places with it
    if (changes.length < index) return undefined;
    const change = namedPatch(item, after[index]);
    if (change === undefined) return undefined;
    changes.push({ name: nameOf(item), ...change });
  }
  return changes;
}

function nameOf(item: unknown): unknown {
  return isMap(item) ? item['name'] : undefined;
}

function hasList(value: unknown): boolean {
  if (Array.isArray(value)) return true;
  return isMap(value) && Object.values(value).some(hasList);
}
