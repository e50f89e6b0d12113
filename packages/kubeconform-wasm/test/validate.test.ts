import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Engine, loadEngine, type Validate, type Verdict } from '../src/index.ts';

const schemas = {
  'v1/ConfigMap': {
    type: 'object',
    additionalProperties: false,
    required: ['metadata'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { $ref: 'schema:///shared#/definitions/metadata' },
      data: { type: ['object', 'null'], additionalProperties: { type: 'string' } },
    },
  },
  'example.org/v1/Widget': JSON.stringify({
    type: 'object',
    properties: {
      spec: {
        properties: {
          parts: { type: 'array', items: { required: ['name'], type: 'object' } },
          every: { format: 'duration' },
        },
      },
    },
  }),
  'example.org/v1/Broken': { type: 'object', properties: { spec: { $ref: 'schema:///nowhere' } } },
  shared: {
    definitions: {
      metadata: {
        type: 'object',
        required: ['name'],
        properties: { labels: { additionalProperties: { type: 'string' } } },
      },
    },
  },
};

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});
afterAll(() => engine.close());

async function judge(...objects: Validate['objects'][number][]): Promise<readonly Verdict[]> {
  const result = await engine.validate({ objects, kubernetes: '1.34.0', schemas });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const map = (rest: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, ...rest });

it('accepts text, bytes and objects alike', async () => {
  const text = JSON.stringify(map({ data: { a: 'b' } }));
  const verdicts = await judge(
    map({ data: null }),
    text,
    Buffer.from('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: space}\n'),
  );
  expect(verdicts.map(({ status }) => status)).toEqual(['valid', 'valid', 'valid']);
  expect(verdicts[2]).toMatchObject({
    object: 2,
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: 'x',
    namespace: 'space',
    problems: [],
  });
});

it('names every problem by a pointer, through references', async () => {
  const [first] = await judge(map({ data: { 'a/b': 1 }, extra: true, metadata: { labels: { 'x~y': 2 } } }));
  expect(first?.status).toBe('invalid');
  expect(first?.message).toMatch(/^at '': additional .*; at '\/data\/a~1b': got number, want string; /);
  expect(first?.problems).toEqual([
    { path: '', message: "additional properties 'extra' not allowed" },
    { path: '/data/a~1b', message: 'got number, want string' },
    { path: '/metadata', message: "missing property 'name'" },
    { path: '/metadata/labels/x~0y', message: 'got number, want string' },
  ]);
});

it('counts a missing schema, a missing kind and a broken schema as errors, never as skipped', async () => {
  const verdicts = await judge(
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } },
    { apiVersion: 'other.org/v1', kind: 'ConfigMap' },
    { metadata: { name: 'x' } },
    { apiVersion: 'example.org/v1', kind: 'Broken' },
  );
  expect(verdicts.map(({ status }) => status)).toEqual(['error', 'error', 'error', 'error']);
  expect(verdicts.map(({ message }) => message)).toEqual([
    'could not find schema for Secret',
    'could not find schema for ConfigMap',
    "error while parsing: missing 'kind' key",
    expect.stringContaining('schema:///nowhere was not passed in as a schema'),
  ]);
});

it('is strict about keys given twice, and judges a List item by item', async () => {
  const list = { apiVersion: 'v1', kind: 'List', items: [map({}), map({ data: [] })] };
  const verdicts = await judge('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: a, k: b}\n', list, '');
  expect(verdicts.map(({ object, status }) => `${object} ${status}`)).toEqual([
    '0 error',
    '1 valid',
    '1 invalid',
    '2 empty',
  ]);
  expect(verdicts[0]?.message).toContain('key "k" already set in map');
});

it('judges every document of a text', async () => {
  const good = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
  const bad = 'apiVersion: v1\nkind: ConfigMap\n';
  const texts = [
    `---\n${good}---\n${bad}---\n`,
    `${good}--- # next\n# nothing\n---\n${good}\n--- {apiVersion: v1, kind: ConfigMap}`,
    `${good}data:\n  a: |\n    ---\n    x\n`,
    '# nothing\n---\n',
    { apiVersion: 'v1', kind: 'List', items: [] },
  ];
  const verdicts = await judge(...texts);
  expect(verdicts.map(({ object, status }) => `${object} ${status}`)).toEqual([
    '0 valid',
    '0 invalid',
    '1 valid',
    '1 valid',
    '1 invalid',
    '2 valid',
    '3 empty',
    '4 empty',
  ]);
});

it('knows the durations of Kubernetes', async () => {
  const widget = (every: string) => ({ apiVersion: 'example.org/v1', kind: 'Widget', spec: { every } });
  const verdicts = await judge(widget('1h30m'), widget('PT5M'), widget('soon'));
  expect(verdicts.map(({ status }) => status)).toEqual(['valid', 'valid', 'invalid']);
  expect(verdicts[2]?.problems[0]?.path).toBe('/spec/every');
});

it('does not mix up the schemas of two calls', async () => {
  const widget = { apiVersion: 'example.org/v1', kind: 'Widget', spec: { parts: [{ name: 1 }, {}] } };
  expect((await judge(widget))[0]?.problems).toEqual([{ path: '/spec/parts/1', message: "missing property 'name'" }]);
  const other = await engine.validate({
    objects: [widget],
    kubernetes: '1.34.0',
    schemas: { 'example.org/v1/Widget': { type: 'object', required: ['status'] } },
  });
  expect(other.ok && other.value[0]?.problems).toEqual([{ path: '', message: "missing property 'status'" }]);
});

it('refuses schemas that are not JSON', async () => {
  const result = await engine.validate({ objects: [], kubernetes: '1.34.0', schemas: { 'v1/Pod': '{' } });
  expect(result).toMatchObject({
    ok: false,
    error: { kind: 'input', message: expect.stringContaining('"v1/Pod" is not JSON') },
  });
});
