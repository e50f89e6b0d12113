import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admission, fieldPath } from '../generator/kubernetes/admission.ts';
import type { JsonSchema } from '../generator/kubernetes/json-schema.ts';
import { loadEngine, type Verdict } from '../packages/kubeconform-wasm/src/index.ts';
import { naiveObject } from './support/naive-schema.ts';
import { lookup, type RightObject, rightObjects, spreadOf } from './support/right-objects.ts';

const minor = '1.34';
// kubeconform takes half a minute for the largest schemas
const right = spreadOf(rightObjects(minor)).filter((each) => JSON.stringify(naiveOf(each)).length < 60_000);
const engine = await loadEngine();
afterAll(() => engine.close());

function naiveOf({ schema, isCore }: RightObject): JsonSchema {
  return naiveObject(schema, isCore);
}

const nameOf = ({ object }: RightObject) => `${object.apiVersion}/${object.kind}`;
const schemas = Object.fromEntries(right.map((each) => [nameOf(each), naiveOf(each)]));

/** What kubeconform says to objects by the schemas that upstream publishes, taken as they are. */
async function naively(objects: readonly object[]): Promise<readonly Verdict[]> {
  const verdicts = await engine.validate({
    objects: objects.map((object) => JSON.stringify(object)),
    kubernetes: `${minor}.0`,
    schemas,
    deadline: 600_000,
  });
  if (!verdicts.ok) throw new Error(verdicts.error.message);
  return verdicts.value;
}

describe('right objects that naive validation refuses', () => {
  let naive: readonly Verdict[] = [];
  beforeAll(async () => {
    naive = await naively(right.flatMap(({ object, plain }) => [object, plain]));
  }, 600_000);

  test('are of every sort and of many kinds', () => {
    expect(right.length).toBeGreaterThan(200);
    expect(new Set(right.map(({ sort }) => sort)).size).toBe(7);
    expect(new Set(right.map(nameOf)).size).toBeGreaterThan(120);
  });

  test.each(right.map((each, index) => [`${nameOf(each)} ${fieldPath(each.at)}: ${each.sort}`, each, index] as const))(
    '%s',
    (_, { object, plain }, index) => {
      expect(admission(object, minor, lookup)).toMatchObject({ violations: [] });
      expect(naive[2 * index]).toMatchObject({ object: 2 * index, status: 'invalid' });
      // nothing else than this one thing is what it refuses
      expect(admission(plain, minor, lookup)).toMatchObject({ violations: [] });
      expect(naive[2 * index + 1]).toMatchObject({ object: 2 * index + 1, status: 'valid' });
    },
  );
});
