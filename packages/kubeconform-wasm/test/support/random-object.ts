import type { Schema } from './rule-case.ts';

type Next = (bound: number) => number;

/** Values of the right types for a schema, which its rules may like or not; `next` gives numbers below a bound. */
export function randomObjects(schema: Schema, next: Next, count: number): readonly object[] {
  const words = [...new Set([...plainWords, ...wordsIn(JSON.stringify(schema))])];
  const { properties } = schema as { readonly properties: Schema };
  return Array.from({ length: count }, () => ({
    ...(randomValue({ ...schema, properties: without(properties) }, next, words, 0) as object),
    metadata: { name: pick(['a', 'b', 'name-1'], next) },
  }));
}

const plainWords = ['', 'a', 'b', 'x', 'a-b', '*', '/p', 'https://a.b:8443', '10.0.0.1', '10.1.2.0/24', '2Gi', '2.0.0'];
const keys = ['a', 'b.c', 'd/e', 'f[g]'];
const deepest = 9;

function without({ apiVersion: _version, kind: _kind, metadata: _metadata, status: _status, ...rest }: Schema): Schema {
  return rest;
}

/** What rules compare with. */
function wordsIn(text: string): readonly string[] {
  return [...text.matchAll(/'([^'"\\]{1,40})'/g)].flatMap(([, word]) => (word === undefined ? [] : [word]));
}

function pick<T>(values: readonly T[], next: Next): T {
  return values[next(values.length)] as T;
}

function randomValue(schema: Schema, next: Next, words: readonly string[], depth: number): unknown {
  const { type, format, minimum, maxLength } = schema as { [word: string]: string & number };
  if (Array.isArray(schema['enum'])) return pick(schema['enum'], next);
  if (schema['x-kubernetes-int-or-string'] === true) return next(2) === 0 ? next(9) : pick(['50%', '8'], next);
  if (type === 'object') return randomFields(schema, next, words, depth);
  if (type === 'array') return randomList(schema, next, words, depth);
  if (type === 'integer') return (minimum ?? 0) + pick([0, 1, 2, 3, 9, 100], next);
  if (type === 'number') return pick([0, 1, 2.5, 4], next);
  if (type === 'boolean') return next(2) === 0;
  if (type !== 'string') return pick([1, 'a', true], next);
  return pick(texts[format ?? ''] ?? words, next).slice(0, maxLength);
}

const texts: { readonly [format: string]: readonly string[] } = {
  'date-time': ['2025-05-31T23:59:59Z', '2024-01-01T00:00:00Z'],
  date: ['2025-06-01', '2025-06-02'],
  duration: ['90s', '2m', '1h30m'],
  byte: ['YWJj', 'YWJk'],
};

function randomFields(schema: Schema, next: Next, words: readonly string[], depth: number): object {
  const {
    properties = {},
    additionalProperties,
    required = [],
    maxProperties,
  } = schema as {
    properties?: { readonly [name: string]: Schema };
    additionalProperties?: Schema | boolean;
    required?: readonly string[];
    maxProperties?: number;
  };
  const made: { [key: string]: unknown } = {};
  const optional = Object.keys(properties).filter((name) => depth < deepest && !required.includes(name) && next(3) > 0);
  const start = next(optional.length + 1);
  const chosen =
    maxProperties === undefined ? optional : optional.slice(start, start + maxProperties - required.length);
  for (const name of chosen)
    made[name] = next(40) === 0 ? null : randomValue(properties[name] ?? {}, next, words, depth + 1);
  for (const name of required) made[name] = randomValue(properties[name] ?? {}, next, words, depth + 1);
  if (typeof additionalProperties === 'object')
    for (const key of keys) if (next(2) === 0) made[key] = randomValue(additionalProperties, next, words, depth + 1);
  if (schema['x-kubernetes-embedded-resource'] === true)
    Object.assign(made, { apiVersion: 'v1', kind: 'K', metadata: { name: pick(['x', 'y'], next) } });
  return made;
}

function randomList(schema: Schema, next: Next, words: readonly string[], depth: number): readonly unknown[] {
  const { items = {}, minItems = 0, maxItems = 9 } = schema as { items?: Schema; minItems?: number; maxItems?: number };
  const length = Math.min(maxItems, minItems + next(depth < deepest ? 3 : 1));
  return Array.from({ length }, () => randomValue(items, next, words, depth + 1));
}
