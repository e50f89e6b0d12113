import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { type KubernetesObject, objectId } from '../generator/kubernetes/object.ts';
import type { StageObjects } from '../generator/objects.ts';
import { patchFor } from '../generator/render/patch.ts';
import { stageFolder } from '../generator/render/stage-folder.ts';
import { replaceFolder } from './support/files.ts';
import { tool } from './support/tools.ts';

const kustomize = tool('kustomize');
const folder = mkdtempSync(join(tmpdir(), 'plinth-patch-'));
afterAll(() => rmSync(folder, { recursive: true }));

const word = fc.constantFrom('constructor', 'toString', 'a', 'b', 'c', 'name', 'x/y', 'with.dot', 'tilde~');
const scalar = fc.oneof(
  fc.constantFrom('', 'on', '1', 'multi\nline\n', 'plain'),
  fc.integer({ min: -5, max: 99 }),
  fc.boolean(),
);
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 3 }),
  ),
})).value;
const container = fc.record({
  name: fc.constantFrom('one', 'two'),
  image: fc.constantFrom('a:1', 'b:2'),
  env: fc.uniqueArray(fc.record({ name: fc.constantFrom('A', 'B', 'C'), value: fc.constantFrom('1', '2') }), {
    selector: ({ name }) => name,
    maxLength: 3,
  }),
  args: fc.array(fc.constantFrom('-v', '-q'), { maxLength: 2 }),
  ports: fc.uniqueArray(
    fc.record({ containerPort: fc.constantFrom(80, 443), name: fc.constantFrom('http', 'https') }),
    { selector: ({ containerPort }) => containerPort, maxLength: 2 },
  ),
});
const containers = fc.uniqueArray(container, { selector: ({ name }) => name, minLength: 1, maxLength: 2 });

/** Bodies by kind: maps of texts, lists without names, lists that Kubernetes merges by name, and anything in a custom resource. */
const kinds = {
  'v1 ConfigMap': fc.record({
    data: fc.dictionary(
      word.filter((each) => !/[/~]/.test(each)),
      fc.constantFrom('', '1', 'x\ny\n', 'true'),
      { maxKeys: 4 },
    ),
  }),
  'rbac.authorization.k8s.io/v1 ClusterRole': fc.record({
    rules: fc.array(
      fc.record({
        apiGroups: fc.constant(['']),
        resources: fc.array(fc.constantFrom('pods', 'services'), { minLength: 1, maxLength: 2 }),
        verbs: fc.constant(['get']),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  'storage.k8s.io/v1 StorageClass': fc.record({
    provisioner: fc.constantFrom('x.io/a', 'x.io/b'),
    parameters: fc.dictionary(fc.constantFrom('repl', 'protocol', 'fs'), fc.constantFrom('1', '2'), { maxKeys: 3 }),
  }),
  'apps/v1 Deployment': fc.record({
    spec: fc.record({
      replicas: fc.integer({ min: 1, max: 3 }),
      template: fc.record({ spec: fc.record({ containers }) }),
    }),
  }),
  'v1 Service': fc.record({
    spec: fc.record({
      ports: fc.uniqueArray(fc.record({ port: fc.constantFrom(80, 443), name: fc.constantFrom('a', 'b') }), {
        selector: ({ port }) => port,
        minLength: 1,
        maxLength: 2,
      }),
    }),
  }),
  'example.org/v1 Thing': fc.record({ spec: fc.dictionary(word, value, { maxKeys: 4 }) }),
  'gateway.networking.k8s.io/v1 Gateway': fc.record({
    spec: fc.record({
      listeners: fc.array(fc.record({ name: fc.constantFrom('a', 'b'), port: fc.constantFrom(80, 443) }), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
  }),
} as const;

const pair = fc.constantFrom(...Object.keys(kinds)).chain((kind) => {
  const body = kinds[kind as keyof typeof kinds] as fc.Arbitrary<object>;
  return fc.record({
    kind: fc.constant(kind),
    base: body,
    meant: body,
    before: fc.dictionary(fc.constantFrom('x', 'y.z/w'), fc.constantFrom('1', '2'), { maxKeys: 2 }),
    labels: fc.dictionary(fc.constantFrom('x', 'y.z/w'), fc.constantFrom('1', '2'), { maxKeys: 2 }),
  });
});

function object(kind: string, index: number, body: object, labels: object): KubernetesObject {
  const [apiVersion = '', name = ''] = kind.split(' ');
  const namespaced = !/ClusterRole|StorageClass/.test(kind);
  return {
    apiVersion,
    kind: name,
    metadata: {
      name: `o.${index}`,
      ...(namespaced ? { namespace: 'n' } : {}),
      ...(Object.keys(labels).length > 0 ? { labels } : {}),
    },
    ...body,
  } as KubernetesObject;
}

describe.skipIf('missing' in kustomize)(`a patch ${'missing' in kustomize ? kustomize.missing : ''}`, () => {
  const pairs = fc.sample(pair, { numRuns: Number(process.env['PATCH_PAIRS'] ?? 240), seed: 7 });
  const groups = Array.from({ length: Math.ceil(pairs.length / 60) }, (_, index) =>
    pairs.slice(index * 60, index * 60 + 60),
  );

  it.each(groups.map((group, index) => ({ group, index })))(
    'makes of any object exactly the one that was meant ($index)',
    ({ group }) => {
      const bases = group.map(({ kind, base, before }, index) => object(kind, index, base, before));
      const meant = group
        .map(({ kind, meant: body, labels }, index) => object(kind, index, body, labels))
        .filter((_, index) => index % 10 > 0);
      const built = build(bases, meant);
      for (const each of meant) expect(built.get(objectId(each)), objectId(each)).toEqual(each);
      expect(built.size).toBe(meant.length);
    },
  );
});

describe.skipIf('missing' in kustomize)('a value of a variable', () => {
  const pod = (values: readonly string[]) => {
    const env = values.map((each, index) => ({ name: `V${index}`, value: each }));
    return { spec: { template: { spec: { containers: [{ name: 'one', image: 'a:1', env }] } } } };
  };
  const base = object('apps/v1 Deployment', 0, pod(['1', '1', '1']), {});

  it.each(['211', '121', '112', '221', '212', '122', '222'])('changes where it is: %s', (values) => {
    const meant = object('apps/v1 Deployment', 0, pod([...values]), {});
    expect(build([base], [meant]).get(objectId(meant))).toEqual(meant);
  });
});

/** What Kustomize makes of a stage with this base and one cluster for which these objects are meant. */
function build(
  bases: readonly KubernetesObject[],
  meant: readonly KubernetesObject[],
): ReadonlyMap<string, KubernetesObject> {
  const stage: StageObjects = {
    component: 'namespaces',
    name: 'install',
    namespace: 'n',
    base: { objects: bases },
    clusters: new Map([['one', { objects: meant }]]),
  };
  replaceFolder(folder, new Map(stageFolder(stage)));
  const words = ['build', 'kustomize/namespaces/install/overlays/one'];
  const { stdout, stderr } = spawnSync('path' in kustomize ? kustomize.path : '', words, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (stderr !== '') throw new Error(stderr);
  const objects = parseAllDocuments(stdout, { version: '1.1', merge: false }).map(
    (document) => document.toJS() as KubernetesObject,
  );
  return new Map(objects.map((each) => [objectId(each), each]));
}

describe('the form of a patch', () => {
  const config = (data: object) => object('v1 ConfigMap', 1, { data }, {});
  it('is a merge where no list changes', () => {
    expect(patchFor(config({ a: '1', b: '2' }), config({ a: '1', b: '3' }))).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'o.1', namespace: 'n' },
      data: { b: '3' },
    });
    expect(patchFor(config({ a: '1', b: '2' }), config({ a: '1' }))).toMatchObject({ data: { b: null } });
  });

  it('has whole lists for a custom resource', () => {
    const thing = (list: readonly number[]) => object('example.org/v1 Thing', 1, { spec: { list, other: 1 } }, {});
    expect(patchFor(thing([1]), thing([1, 2]))).toMatchObject({ spec: { list: [1, 2] } });
  });

  it('names the items of a pod template that change, where they come first', () => {
    const deployment = (image: string, other = 'x:1') =>
      object(
        'apps/v1 Deployment',
        1,
        {
          spec: {
            template: {
              spec: {
                containers: [
                  { name: 'a', image },
                  { name: 'b', image: other },
                ],
              },
            },
          },
        },
        {},
      );
    expect(patchFor(deployment('x:1'), deployment('x:2'))).toMatchObject({
      spec: { template: { spec: { containers: [{ name: 'a', image: 'x:2' }] } } },
    });
    expect(patchFor(deployment('x:1'), deployment('x:1', 'x:2'))).toContainEqual({
      op: 'replace',
      path: '/spec/template/spec/containers/1/image',
      value: 'x:2',
    });
  });

  it('is JSON 6902 with a test before each index where a list of a core kind changes', () => {
    const role = (verb: string) =>
      object('rbac.authorization.k8s.io/v1 ClusterRole', 1, { rules: [{ verbs: ['get'] }, { verbs: [verb] }] }, {});
    expect(patchFor(role('get'), role('list'))).toEqual([
      { op: 'test', path: '/rules/1', value: { verbs: ['get'] } },
      { op: 'test', path: '/rules/1/verbs/0', value: 'get' },
      { op: 'replace', path: '/rules/1/verbs/0', value: 'list' },
    ]);
  });
});
