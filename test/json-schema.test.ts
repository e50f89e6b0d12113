import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admission, fieldPath } from '../generator/kubernetes/admission.ts';
import { toJsonSchema } from '../generator/kubernetes/json-schema.ts';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';
import type { StructuralSchema } from '../generator/kubernetes/structural-schema.ts';
import { loadEngine, type Verdict } from '../packages/kubeconform-wasm/src/index.ts';
import { emittedObjects } from './support/emitted-objects.ts';
import { faultsBy } from './support/faults.ts';
import { lookup, rightObjects, spreadOf } from './support/right-objects.ts';

const minor = '1.34';
const engine = await loadEngine();
afterAll(() => engine.close());

/** Half a minute of kubeconform goes into the largest schemas. */
function isQuick(schema: StructuralSchema): boolean {
  return JSON.stringify(schema).length < 30_000;
}

interface Judged {
  readonly title: string;
  readonly object: KubernetesObject;
  readonly schema: StructuralSchema;
}

const right: readonly Judged[] = spreadOf(rightObjects(minor))
  .filter(({ schema, isCore }) => !isCore && isQuick(schema))
  .map(({ object, schema, at, sort }, index) => ({
    title: `${index} ${object.apiVersion}/${object.kind} ${fieldPath(at)}: ${sort}`,
    ...{ object, schema },
  }));

const wrong: readonly Judged[] = [...emittedObjects.values()].flatMap(([object]) => {
  const schema = object === undefined ? undefined : lookup(object.apiVersion, object.kind)?.schema;
  if (object === undefined || schema === undefined || !isQuick(schema)) return [];
  return (
    faultsBy(schema, object)
      // JSON Schema has no words for keys, and kubeconform no formats of its own
      .filter(({ sort }) => sort !== 'repeated item' && sort !== 'bad format')
      .map((fault, index) => ({
        title: `${index} ${object.kind} ${fieldPath(fault.at)}: ${fault.sort}`,
        ...{ object: fault.object, schema },
      }))
  );
});

describe('the strict JSON Schema of a custom kind, in kubeconform,', () => {
  const verdicts = new Map<KubernetesObject, Verdict>();
  beforeAll(async () => {
    const all = [...right, ...wrong];
    const schemas = new Map(all.map(({ object, schema }) => [`${object.apiVersion}/${object.kind}`, schema]));
    const answer = await engine.validate({
      objects: all.map(({ object }) => JSON.stringify(object)),
      kubernetes: `${minor}.0`,
      schemas: Object.fromEntries([...schemas].map(([name, schema]) => [name, toJsonSchema(schema)])),
      deadline: 600_000,
    });
    if (!answer.ok) throw new Error(answer.error.message);
    for (const verdict of answer.value) verdicts.set((all[verdict.object] as Judged).object, verdict);
  }, 600_000);

  test('is asked about many objects of both sorts', () => {
    expect(right.length).toBeGreaterThan(200);
    expect(wrong.length).toBeGreaterThan(400);
  });

  test.each(right.map((each) => [each.title, each] as const))('accepts %s', (_, { object }) => {
    expect(verdicts.get(object)).toMatchObject({ status: 'valid' });
    expect(admission(object, minor, lookup).violations).toEqual([]);
  });

  test('refuses every wrong one', () => {
    const accepted = wrong.filter(({ object }) => verdicts.get(object)?.status !== 'invalid');
    expect(accepted.map(({ title }) => title)).toEqual([]);
  });
});
