import type { ObjectPatch } from './generated/options.ts';
import type { KubernetesObject } from './kubernetes/object.ts';
import { isMap, put } from './map.ts';

/** Objects with the fields of patches merged over them: maps by key, lists replaced whole, `null` takes a field away. */
export function patched(
  objects: readonly KubernetesObject[],
  patches: readonly ObjectPatch[],
): readonly KubernetesObject[] {
  return objects.map((object) =>
    patches
      .filter(({ kind, name }) => kind === object.kind && name === object.metadata.name)
      .reduce((before, { patch }) => merged(before, patch) as KubernetesObject, object),
  );
}

function merged(under: unknown, over: unknown): unknown {
  if (!isMap(over)) return over;
  const result: { [key: string]: unknown } = isMap(under) ? { ...under } : {};
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete result[key];
    else put(result, key, merged(result[key], value));
  }
  return result;
}
