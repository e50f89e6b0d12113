import type { KubernetesObject } from '../kubernetes/object.ts';
import { isMap, type PlainMap, put } from '../map.ts';

const first = ['apiVersion', 'kind', 'metadata'];
const ofMetadata = ['name', 'generateName', 'namespace', 'labels', 'annotations'];
const ofItem = ['name', 'image'];

/** The same with its fields as people write them: what it is, what it is called, then the rest by name. */
export function readable(object: KubernetesObject): KubernetesObject {
  return inOrder({ ...object }, first, true) as unknown as KubernetesObject;
}

function inOrder(map: PlainMap, leading: readonly string[], isObject = false): PlainMap {
  const result: { [key: string]: unknown } = {};
  const keys = Object.keys(map);
  const lead = leading.filter((key) => Object.hasOwn(map, key));
  for (const key of lead.length === 0 ? keys : [...lead, ...keys.filter((each) => !lead.includes(each))]) {
    // how Go writes a time that is none
    if (key === 'creationTimestamp' && map[key] === null) continue;
    put(result, key, ordered(map[key], isObject ? key : ''));
  }
  return result;
}

function ordered(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((item) => ordered(item, ''));
  if (!isMap(value)) return value;
  if (key === 'metadata') return inOrder(value, ofMetadata);
  // what refers to an object says its kind first
  return inOrder(value, typeof value['name'] === 'string' && value['kind'] === undefined ? ofItem : []);
}
