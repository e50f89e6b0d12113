import type { ChartValues } from '../component.ts';
import type { Path } from '../diagnostic.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { isMap } from '../map.ts';
import { readerOf, valueReaderOf } from './by-field.ts';
import type { From, Reference } from './reference.ts';

/** Kinds that hold objects of others, or schemas of them. */
const opaque = new Set(['ConfigMap', 'CustomResourceDefinition', 'Secret', 'Namespace']);

/** Cluster-scoped kinds whose Secrets an operator looks for in its own namespace. */
const readIn: Readonly<Record<string, string>> = { ClusterIssuer: 'cert-manager' };

/** Every field of an object that names another object of its cluster. */
export function referencesIn(object: KubernetesObject): readonly Reference[] {
  if (opaque.has(object.kind)) return [];
  const namespace = object.metadata.namespace ?? readIn[object.kind];
  const found: Reference[] = [];
  const { apiVersion: _version, kind: _kind, metadata: _metadata, ...body } = object;
  walk(body, [], { object, namespace }, found, (field) => readerOf(object.kind, field));
  return found;
}

/** Every value of a chart that names an object, where it is named as most charts do. */
export function referencesInValues(values: ChartValues, namespace: string): readonly Reference[] {
  const found: Reference[] = [];
  const object = { apiVersion: '', kind: '', metadata: { name: '', namespace } };
  walk(values, [], { object, namespace }, found, valueReaderOf);
  return found;
}

type ReaderOf = (field: string, path: Path) => ReturnType<typeof readerOf>;

/** `at` is where the value stands, and the same again when the walk is over: a copy for each step costs more than the walk. */
function walk(value: unknown, at: (string | number)[], from: From, found: Reference[], readerFor: ReaderOf): void {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) within(index, each, at, from, found, readerFor);
    return;
  }
  if (!isMap(value)) return;
  for (const field of Object.keys(value)) {
    const each = value[field];
    at.push(field);
    const reader = readerFor(field, at);
    if (reader !== undefined) found.push(...reader(each, [...at], from, value));
    at.pop();
    within(field, each, at, from, found, readerFor);
  }
}

function within(
  key: string | number,
  value: unknown,
  at: (string | number)[],
  from: From,
  found: Reference[],
  readerFor: ReaderOf,
): void {
  if (typeof value !== 'object') return;
  at.push(key);
  walk(value, at, from, found, readerFor);
  at.pop();
}
