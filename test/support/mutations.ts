import fc from 'fast-check';
import { changed } from '../samples.ts';

/** Values that are wrong in most places. */
const values = [
  '',
  'x',
  'A_b',
  'a b',
  '10Gi',
  '2020-01-01T00:00:00Z',
  0,
  1,
  -1,
  0.5,
  70000,
  3_000_000_000,
  true,
  null,
  [],
  {},
  [{}],
  ['a', 'a'],
];

/** One of the objects with one or two of its values replaced, taken away or added. */
export function mutations(objects: readonly object[]): fc.Arbitrary<unknown> {
  return fc
    .constantFrom(...objects)
    .chain((object) => mutation(object).chain((once) => fc.oneof(fc.constant(once), mutation(once))));
}

function mutation(object: unknown): fc.Arbitrary<unknown> {
  const change = fc.oneof(
    fc.constantFrom(...values).map((value) => ({ value })),
    fc.constant({}),
  );
  return fc
    .tuple(fc.constantFrom(...pathsIn(object, [])), change)
    .map(([path, each]) => changed(object, { path, ...each }));
}

function pathsIn(value: unknown, path: readonly (string | number)[]): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  const added = Array.isArray(value) ? value.length : 'extra';
  return [[...path, added], ...inner.flatMap(([key, each]) => [[...path, key], ...pathsIn(each, [...path, key])])];
}
