import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admission } from '../generator/kubernetes/admission.ts';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';
import { type Engine, loadEngine } from '../packages/kubeconform-wasm/src/index.ts';
import { coreObjects } from './support/core-objects.ts';
import { jsonSchemas, kubeconform, type Opinion } from './support/kubeconform.ts';
import { mutations } from './support/mutations.ts';
import { shippedObjects } from './support/shipped-objects.ts';
import { tool } from './support/tools.ts';

const minor = '1.34';
const kubeconformTool = tool('kubeconform');

const acme = { email: 'a@example.org', server: 'https://example.org', privateKeySecretRef: { name: 'a' } };
const port = { name: 'a', port: 53, protocol: 'TCP' };

/** All that Plinth refuses and the second opinion has no words for: why, what Plinth says, and an object of which they speak. */
const onlyOurs: readonly (readonly [why: string, says: RegExp, example: object])[] = [
  [
    'a list holds two items with the same keys, defaults among them',
    /^repeats an earlier item$/,
    service({ ports: [port, { name: 'b', port: 53 }] }),
  ],
  [
    'a field that is null does not count as one of those that must be there',
    /^must have at least \d+ fields$/,
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name: 'a' },
      spec: { acme: { ...acme, solvers: [{ http01: null }] } },
    },
  ],
  [
    "a format that only Kubernetes' own validators know",
    /^must be a (int32|byte)$/,
    service({ ports: [port], healthCheckNodePort: 3_000_000_000 }),
  ],
];

function service(spec: object): object {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'a' }, spec };
}

describe.skipIf('missing' in kubeconformTool)('kubeconform and Plinth say the same', () => {
  const program = 'path' in kubeconformTool ? kubeconformTool.path : '';
  const kinds = new Map([...shippedObjects, ...coreObjects].map((each) => [`${each.apiVersion} ${each.kind}`, each]));
  const all = [...kinds.values()].map(({ apiVersion, kind }) => [apiVersion, kind] as const);
  const verdicts = (objects: readonly KubernetesObject[]) => kubeconform(program, objects, all, minor);

  test.each(onlyOurs)('but where %s', (_, says, example) => {
    const object = example as KubernetesObject;
    expect(verdicts([object])).toEqual([{ accepts: true, message: '' }]);
    expect(admission(object, minor).violations).toEqual([
      expect.objectContaining({ message: expect.stringMatching(says) }),
    ]);
  });

  test.each([
    ['of what the shipped platform makes', shippedObjects],
    ['of what core kinds allow', coreObjects],
  ])('%s: all of it is right', (_, objects) => {
    expect(verdicts(objects).filter(({ accepts }) => !accepts)).toEqual([]);
    expect(objects.flatMap((object) => differences(object, { accepts: true, message: '' }))).toEqual([]);
  });

  test.each([
    ['what the shipped platform makes', shippedObjects],
    ['what core kinds allow', coreObjects],
  ])('of 1,000 mutations of %s', (_, valid) => {
    const objects = fc.sample(mutations(valid), { numRuns: 1000, seed: 20_260_814 }) as KubernetesObject[];
    const opinions = verdicts(objects);
    expect(opinions.filter(({ accepts }) => accepts).length).toBeGreaterThan(50);
    expect(opinions.filter(({ accepts }) => !accepts).length).toBeGreaterThan(500);
    expect(opinions.flatMap((opinion, index) => differences(objects[index] as KubernetesObject, opinion))).toEqual([]);
  });

  test.each([
    ['what the shipped platform makes', shippedObjects],
    ['what core kinds allow', coreObjects],
  ])('as a program and as a module, object by object: %s, and 1,000 mutations of it', async (_, valid) => {
    const mutated = fc.sample(mutations(valid), { numRuns: 1000, seed: 20_261_125 }) as KubernetesObject[];
    const objects = [...valid, ...mutated];
    const engine = await loadEngine();
    const found = await inside(engine, objects, jsonSchemas(all, minor)).finally(() => engine.close());
    expect(found.length).toBe(objects.length);
    const asProgram = verdicts(objects);
    expect(found.map(({ accepts }) => accepts)).toEqual(asProgram.map(({ accepts }) => accepts));
    // the program says where its schema lies; the places and faults are the same
    const unsaid = found.filter(({ message }, index) =>
      message.split('; ').some((part) => !asProgram[index]?.message.includes(part)),
    );
    expect(unsaid).toEqual([]);
  });
});

/** What the program says of each object, in WebAssembly. */
async function inside(engine: Engine, objects: readonly KubernetesObject[], schemas: ReturnType<typeof jsonSchemas>) {
  const texts = objects.map((object) => JSON.stringify(object));
  const judged = await engine.validate({ objects: texts, kubernetes: `${minor}.0`, schemas });
  if (!judged.ok) throw new Error(judged.error.message);
  return judged.value.map(({ status, message }) => ({ accepts: status === 'valid', message }));
}

/** Where the verdicts differ, and not for a reason that is known. */
function differences(object: KubernetesObject, { accepts, message }: Opinion): readonly object[] {
  const { violations, unknown } = admission(object, minor);
  const accepted = violations.length === 0 && unknown === undefined;
  if (accepted === accepts) return [];
  const isKnown =
    accepts &&
    unknown === undefined &&
    violations.every((each) => onlyOurs.some(([, known]) => known.test(each.message)));
  return isKnown ? [] : [{ object, kubeconform: { accepts, message }, plinth: { violations, unknown } }];
}
