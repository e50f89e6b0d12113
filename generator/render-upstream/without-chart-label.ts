import type { KubernetesObject } from '../kubernetes/object.ts';
import { isMap } from '../map.ts';

const label = 'helm.sh/chart';

/** Where labels stand that nothing selects by; the claims of a StatefulSet can never change, so theirs stay. */
const places: readonly (readonly string[])[] = [
  ['metadata', 'labels'],
  ['spec', 'template', 'metadata', 'labels'],
  ['spec', 'jobTemplate', 'metadata', 'labels'],
  ['spec', 'jobTemplate', 'spec', 'template', 'metadata', 'labels'],
];

/**
 * The same without the label that names the chart's version: with it, an upgrade would touch every object, and restart every pod, for nothing.
 * Where a selector asks for it, it stays everywhere.
 */
export function withoutChartLabel(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  if (/"(?:matchLabels|selector)":\{[^{}]*"helm\.sh\/chart"/.test(JSON.stringify(objects))) return objects;
  return objects.map((object) => places.reduce((each, place) => without(each, place) as KubernetesObject, object));
}

function without(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (!isMap(value)) return value;
  if (key === undefined) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== label));
  if (!isMap(value[key])) return value;
  const inside = without(value[key], rest);
  const entries = Object.entries(value).map(([name, each]) => [name, name === key ? inside : each] as const);
  // a map that held nothing else says nothing any more
  const isEmptied = rest.length === 0 && Object.keys(inside as object).length === 0;
  return Object.fromEntries(isEmptied ? entries.filter(([name]) => name !== key) : entries);
}
