import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admission } from '../generator/kubernetes/admission.ts';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';
import { apiServer } from './support/api-server.ts';
import { emittedObjects } from './support/emitted-objects.ts';
import { faultsBy } from './support/faults.ts';
import { mutations } from './support/mutations.ts';
import { lookup, rightObjects } from './support/right-objects.ts';

const minor = '1.34';
const minutes = 1_800_000;
const right = rightObjects(minor).filter(({ isCore }) => !isCore);
const emitted = [...emittedObjects.values()].flat();

/** Where Plinth is stricter on purpose, and where it is not strict enough: both know why. */
const known: readonly { readonly ours?: RegExp; readonly theirs?: RegExp }[] = [
  // a number that no controller can read into its type
  { ours: /^must be a int(32|64)$/ },
  // a list where a text has a format, which the API server's own type check lets through
  { ours: /^must be string, not array$/ },
  // an empty text as bytes, which core kinds take
  { theirs: /Invalid value: "": .* must be of type byte/ },
];

/** Objects on which the API server's own code and Plinth do not agree. */
function disagreements(objects: readonly KubernetesObject[]): readonly object[] {
  const asked = objects.flatMap((object) => {
    const kind = lookup(object.apiVersion, object.kind);
    return kind === undefined ? [] : [{ object, kind }];
  });
  expect(asked.length).toBeGreaterThan(10);
  const answers = apiServer(asked);
  return asked.flatMap(({ object }, index) => {
    const theirs = answers[index] ?? ['no answer'];
    const { violations } = admission(object, minor, lookup);
    const ours = violations.map(({ message }) => message);
    if ((ours.length === 0) === (theirs.length === 0)) return [];
    const isKnown = known.some((each) =>
      ours.length > 0
        ? ours.every((message) => each.ours?.test(message) === true)
        : theirs.every((message) => each.theirs?.test(message) === true),
    );
    return isKnown ? [] : [{ object, ours, theirs }];
  });
}

describe.runIf(process.env['PLINTH_REBUILD'] === '1')("the API server's own code and Plinth say the same", () => {
  test('of right objects that naive validation refuses: all of them are right', { timeout: minutes }, () => {
    const answers = apiServer(
      right.flatMap(({ object }) => {
        const kind = lookup(object.apiVersion, object.kind);
        return kind === undefined ? [] : [{ object, kind }];
      }),
    );
    expect(answers).toHaveLength(right.length);
    expect(answers.flatMap((each, index) => (each.length === 0 ? [] : [{ ...right[index], each }]))).toEqual([]);
  });

  test('of what Plinth emits, and of every fault in it', { timeout: minutes }, () => {
    expect(disagreements(emitted)).toEqual([]);
    const faults = emitted.flatMap((object) => {
      const kind = lookup(object.apiVersion, object.kind);
      return kind === undefined ? [] : faultsBy(kind.schema, object).map((fault) => fault.object);
    });
    expect(faults.length).toBeGreaterThan(500);
    expect(disagreements(faults.filter(hasMetadata))).toEqual([]);
  });

  test.each([1, 2, 3])('of 2,000 mutations of objects of all kinds', { timeout: minutes }, (seed) => {
    const plain = [...new Map(right.map(({ plain: each }) => [`${each.apiVersion}/${each.kind}`, each])).values()];
    const objects = fc.sample(mutations(plain), { numRuns: 2000, seed }) as KubernetesObject[];
    expect(disagreements(objects.filter(hasMetadata))).toEqual([]);
  });
});

/** Without it there is nothing that an API server could look up. */
function hasMetadata(object: KubernetesObject): boolean {
  return (
    typeof object === 'object' && object !== null && typeof object.metadata === 'object' && object.metadata !== null
  );
}
