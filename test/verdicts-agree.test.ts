import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '../generator/index.ts';
import { admission } from '../generator/kubernetes/admission.ts';
import { hasRules } from '../generator/kubernetes/cel-rules.ts';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';
import { customSchema } from '../generator/kubernetes/published-kind.ts';
import { placedObjects } from '../generator/placed-objects.ts';
import { unaskedRules } from '../generator/unasked-rules.ts';
import { repository } from './support/cli.ts';
import { emittedObjects } from './support/emitted-objects.ts';
import { faultsBy, faultsOf } from './support/faults.ts';
import { mutations } from './support/mutations.ts';
import { shippedObjects } from './support/shipped-objects.ts';

const minor = '1.34';
const schemaOf = ({ apiVersion, kind }: KubernetesObject) => customSchema(apiVersion, kind)?.schema ?? {};

const emitted = [...emittedObjects.values()].flat();
const faulty = emitted.flatMap((object) => [...faultsOf(object, minor), ...faultsBy(schemaOf(object), object)]);
const corpus = [
  ...emitted,
  ...shippedObjects,
  ...faulty.map(({ object }) => object),
  ...(fc.sample(mutations(shippedObjects), { numRuns: 1000, seed: 20_261_126 }) as KubernetesObject[]),
];

/** Whether the fast path of `generate` takes an object, and whether `verify` does, rules apart. */
const verdicts = corpus.map((object) => ({
  object,
  fast: isRight(admission(object, minor)),
  thorough: isRight(admission(object, minor, customSchema)),
}));

function isRight({ violations, unknown }: ReturnType<typeof admission>): boolean {
  return violations.length === 0 && unknown === undefined;
}

it('what the fast path lets through is what verification lets through', () => {
  expect(verdicts.filter(({ fast }) => fast).length).toBeGreaterThan(400);
  expect(verdicts.filter(({ thorough }) => !thorough).length).toBeGreaterThan(2000);
  expect(verdicts.filter(({ fast, thorough }) => fast && !thorough)).toEqual([]);
});

it('all that the shipped platform makes is right to both', () => {
  expect(shippedObjects.filter((object) => !isRight(admission(object, minor)))).toEqual([]);
  expect(shippedObjects.filter((object) => !isRight(admission(object, minor, customSchema)))).toEqual([]);
});

it('rules are not asked on the fast path, which counts the objects that have some', () => {
  const { model, objects } = compile(readFileSync(join(repository, 'platform.yaml')));
  if (model === undefined || objects === undefined) throw new Error('platform.yaml has errors');
  const placed = model.clusters.flatMap(({ facts }) => placedObjects(objects, facts.name));
  const ruled = placed.filter(({ object }) => hasRules(schemaOf(object)));
  expect(ruled.length).toBeGreaterThan(10);
  expect(unaskedRules({ model, objects })).toBe(ruled.length);
});
