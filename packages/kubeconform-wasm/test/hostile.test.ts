import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, type Files, loadEngine, type Result } from '../src/index.ts';
import { packChart } from './support/archive.ts';
import { randomBytes, randomNumbers } from './support/random.ts';

const kubeVersion = '1.34.0';
const chart = { 'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n', 'values.yaml': 'a: {b: [1, 2]}\n' };
const template = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: {{ .Values.a | toJson | quote }}}\n';
const object =
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  labels: &l {a: "b"}\ndata:\n  k: |\n    text\n  l: "é\\n"\n';
const limit = 512 * 2 ** 20;

let engine: Engine;
let cramped: Engine;
beforeAll(async () => {
  engine = await loadEngine({ memoryLimit: limit, deadline: 30_000 });
  cramped = await loadEngine({ memoryLimit: 100 * 2 ** 20, deadline: 30_000 });
});
afterAll(async () => {
  await engine.close();
  await cramped.close();
});

const build = (files: Files, path = 'k') => engine.kustomizeBuild({ files, path, kubeVersion, enableHelm: true });
const render = (files: Files | Uint8Array, values = '') =>
  engine.helmTemplate({ chart: files, values, releaseName: 'r', kubeVersion });
const judge = (text: string | Uint8Array) =>
  engine.validate({ objects: [text], kubernetes: kubeVersion, schemas: { 'v1/ConfigMap': { type: 'object' } } });
const resource = (content: string | Uint8Array) => ({
  'k/kustomization.yaml': 'resources: [r.yaml]\n',
  'k/r.yaml': content,
});

/** What became of a call, in a word. */
function fate(result: Result<unknown>): string {
  return result.ok ? 'value' : result.error.kind;
}

async function alive(): Promise<void> {
  expect(fate(await build(resource(object)))).toBe('value');
}

describe('random bytes', () => {
  it.each([1, 2, 3, 4, 5])('seed %i', async (seed) => {
    const next = randomNumbers(seed);
    const bytes = () => randomBytes(next, 1 + next(400));
    expect(fate(await build({ 'k/kustomization.yaml': bytes() }))).toBe('build');
    expect(fate(await build(resource(bytes())))).toBe('build');
    expect(fate(await render({ 'Chart.yaml': bytes() }))).toBe('chart');
    expect(fate(await render(bytes()))).toBe('chart');
    expect(fate(await render({ ...chart, 'values.yaml': bytes() }))).toBe('chart');
    const verdict = await judge(bytes());
    expect(verdict.ok && verdict.value[0]?.status).toBe('error');
  });

  it('in templates and binary files, where anything goes', async () => {
    const next = randomNumbers(99);
    for (let round = 0; round < 20; round++) {
      const files = { ...chart, 'templates/t.yaml': randomBytes(next, 200), 'blob.bin': randomBytes(next, 200) };
      expect(['value', 'chart']).toContain(fate(await render(files)));
    }
    await alive();
  });
});

describe('damage', () => {
  it('a resource cut anywhere is built or refused', async () => {
    for (let end = 1; end < object.length; end += 3)
      expect(['value', 'build']).toContain(fate(await build(resource(object.slice(0, end)))));
  });

  it('a chart cut anywhere is rendered or refused', async () => {
    for (let end = 1; end < template.length; end += 5)
      expect(['value', 'chart']).toContain(
        fate(await render({ ...chart, 'templates/t.yaml': template.slice(0, end) })),
      );
    const packed = packChart(Object.entries({ ...chart, 'templates/t.yaml': template }).map(([k, v]) => [`c/${k}`, v]));
    expect(fate(await render(packed))).toBe('value');
    for (let end = 0; end < packed.length - 8; end += 17)
      expect(fate(await render(packed.slice(0, end)))).toBe('chart');
  });

  it('a byte changed anywhere is built or refused', async () => {
    const next = randomNumbers(7);
    for (let round = 0; round < 80; round++) {
      const bytes = Buffer.from(object);
      bytes[next(bytes.length)] = next(256);
      expect(['value', 'build']).toContain(fate(await build(resource(bytes))));
      expect(fate(await judge(bytes))).toBe('value');
    }
  });
});

describe('too much', () => {
  it('a document of 2 MB is built', async () => {
    const lines = Array.from({ length: 200 }, (_, index) => `  key-${index}: ${'x'.repeat(10_000)}\n`);
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n${lines.join('')}`;
    const result = await build(resource(text));
    expect(result.ok && result.value.length).toBeGreaterThan(2_000_000);
  });

  it.each([500, 100_000])('%i brackets inside each other', async (depth) => {
    const nested = `a: ${'['.repeat(depth)}${']'.repeat(depth)}\n`;
    for (const result of [
      await build(resource(`${object}${nested}`)),
      await build({ 'k/kustomization.yaml': nested }),
      await render({ ...chart, 'values.yaml': nested }),
      await judge(`${object}${nested}`),
    ])
      expect(['value', 'build', 'chart', 'panic']).toContain(fate(result));
    await alive();
  });

  it('aliases that multiply', async () => {
    const layers = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(10)}]\n`);
    const bomb = `l0: &l0 lol\n${layers.join('')}`;
    expect(fate(await build({ 'k/kustomization.yaml': bomb }))).toBe('build');
    expect(fate(await render({ ...chart, 'values.yaml': bomb }))).toBe('chart');
    const files = resource(`${object}${bomb}`);
    const result = await cramped.kustomizeBuild({ files, path: 'k', kubeVersion });
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'panic', message: expect.stringContaining('out of memory') },
    });
    expect((await cramped.versions()).ok).toBe(true);
    const verdict = await judge(`${object}${bomb}`);
    expect(verdict.ok ? verdict.value[0]?.status : verdict.error.kind).toMatch(/^(error|panic)$/);
    await alive();
  });

  it('a template without end is given up, and the next call is answered', async () => {
    const files = {
      ...chart,
      'templates/t.yaml': '{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}',
    };
    const result = await engine.helmTemplate({ chart: files, releaseName: 'r', kubeVersion, deadline: 500 });
    expect(result).toEqual({ ok: false, error: { kind: 'deadline', message: 'no answer within 500 ms' } });
    await alive();
  });

  it('a template that fills the memory ends as a panic, and the next call is answered', async () => {
    const files = { ...chart, 'templates/t.yaml': '{{ repeat 1000000000 "x" }}' };
    const result = await cramped.helmTemplate({ chart: files, releaseName: 'r', kubeVersion });
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'panic', message: expect.stringContaining('out of memory') },
    });
    expect(fate(await cramped.helmTemplate({ chart, releaseName: 'r', kubeVersion }))).toBe('value');
  });

  it('the memory of the process stays bounded', () => {
    expect(process.memoryUsage().rss).toBeLessThan(limit + 2 ** 30);
  });
});

describe('circles', () => {
  it('an alias inside its own anchor', async () => {
    const text = `${object}c: &c [*c]\n`;
    const result = await cramped.kustomizeBuild({ files: resource(text), path: 'k', kubeVersion });
    expect(['build', 'panic']).toContain(fate(result));
    expect((await cramped.versions()).ok).toBe(true);
    expect(['chart', 'panic']).toContain(fate(await render({ ...chart, 'values.yaml': text })));
    const verdict = await judge(text);
    expect(verdict.ok ? verdict.value[0]?.status : verdict.error.kind).toMatch(/^(error|panic)$/);
    await alive();
  });

  it('kustomizations of each other, through a third', async () => {
    const ring = (to: string) => `resources: [../${to}]\n`;
    const files = {
      'k/kustomization.yaml': ring('b'),
      'b/kustomization.yaml': ring('c'),
      'c/kustomization.yaml': ring('k'),
    };
    expect(await build(files)).toMatchObject({
      ok: false,
      error: { kind: 'build', message: expect.stringContaining('cycle detected') },
    });
  });

  it('tpl of itself', async () => {
    const files = {
      ...chart,
      'values.yaml': 't: "{{ tpl .Values.t . }}"\n',
      'templates/t.yaml': '{{ tpl .Values.t . }}',
    };
    const result = await cramped.helmTemplate({ chart: files, releaseName: 'r', kubeVersion });
    expect(['chart', 'panic']).toContain(fate(result));
    expect(fate(await cramped.helmTemplate({ chart, releaseName: 'r', kubeVersion }))).toBe('value');
  });

  it('schemas that refer to themselves are fine', async () => {
    const schemas = {
      'v1/Tree': { properties: { left: { $ref: '#' }, right: { $ref: 'schema:///v1/Tree' } }, type: 'object' },
    };
    const objects = [{ apiVersion: 'v1', kind: 'Tree', left: { right: { left: 1 } } }];
    const result = await engine.validate({ objects, schemas, kubernetes: kubeVersion });
    expect(result.ok && result.value[0]?.problems).toEqual([
      { path: '/left/right/left', message: 'got number, want object' },
    ]);
  });

  it('a schema that is nothing but itself', async () => {
    const schemas = { 'v1/Tree': { $ref: '#' } };
    const result = await engine.validate({
      objects: [{ apiVersion: 'v1', kind: 'Tree' }],
      schemas,
      kubernetes: kubeVersion,
    });
    expect(result.ok ? result.value[0]?.status : result.error.kind).toMatch(/^(error|invalid|panic)$/);
    await alive();
  });
});

describe('paths', () => {
  const names = ['../a', '/etc/passwd', 'a/../../b', 'a//b', './a', 'a/', '', '.', '..', 'a\0b', 'a\\b', '..\\a'];
  it.each(names)('%j is refused by its name', async (name) => {
    for (const result of [await build({ [name]: 'x' }), await render({ ...chart, [name]: 'x' })]) {
      expect(fate(result)).toBe('input');
      expect(result.ok ? '' : result.error.message).toContain('is not a plain relative path');
    }
  });

  it('a file that is also a folder', async () => {
    expect(await build({ k: 'x', 'k/a': 'y' })).toEqual({
      ok: false,
      error: { kind: 'input', message: '"k" is both a file and a folder' },
    });
  });

  it.each(['../k', '/files/k', 'k/../../x'])('building %s is refused', async (path) => {
    expect(fate(await build(resource(object), path))).toBe('input');
  });

  it('archives do not climb out', async () => {
    for (const name of ['c/../../evil', 'c/templates/../../../evil', 'c/templates/../../evil', 'c//../../evil']) {
      const result = await render(
        packChart([
          ['c/Chart.yaml', chart['Chart.yaml']],
          [name, 'x'],
        ]),
      );
      expect([name, fate(result)]).toEqual([name, 'chart']);
    }
  });

  it('archives do not link out', async () => {
    const entries: [string, string][] = [
      ['c/Chart.yaml', chart['Chart.yaml']],
      ['c/templates/t.yaml', '-> /etc/passwd'],
    ];
    const result = await render(packChart(entries));
    expect(result.ok ? Buffer.from(result.value).toString() : result.error.kind).not.toContain('root:');
  });

  it('the machine is out of reach', async () => {
    expect(fate(await build({ 'k/kustomization.yaml': 'resources: [/etc]\n' }))).toBe('build');
    expect(
      fate(await build({ 'k/kustomization.yaml': 'configMapGenerator: [{name: c, files: [/etc/passwd]}]\n' })),
    ).toBe('build');
    const leak = {
      ...chart,
      'templates/t.yaml':
        'a: {{ .Files.Get "/etc/passwd" | quote }}\nb: {{ getHostByName "localhost" | quote }}\nkind: A\n',
    };
    const result = await render(leak);
    expect(result.ok && Buffer.from(result.value).toString()).toContain('a: ""\nb: ""');
  });
});

describe('schemas with rules', () => {
  const widget = {
    apiVersion: 'example.org/v1',
    kind: 'Widget',
    metadata: { name: 'a' },
    spec: { a: [1, 2], b: { c: 'x' } },
  };
  const ask = (schema: unknown, object: Readonly<Record<string, unknown>> = widget) =>
    engine.validate({
      objects: [object],
      kubernetes: kubeVersion,
      schemas: { 'example.org/v1/Widget': JSON.stringify(schema) },
    });
  const having = (rule: unknown) => ({ type: 'object', 'x-kubernetes-validations': [{ rule }] });
  const sound = {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        required: ['a'],
        properties: {
          a: {
            type: 'array',
            maxItems: 9,
            items: { type: 'integer', default: 1, 'x-kubernetes-validations': [{ rule: 'self > 0' }] },
          },
          b: { type: 'object', additionalProperties: { type: 'string', maxLength: 9, nullable: true } },
        },
        'x-kubernetes-validations': [
          { rule: 'self.a.size() == 2', message: 'two', fieldPath: '.a', reason: 'FieldValueInvalid' },
        ],
      },
    },
  };

  it('damaged anywhere are judged or refused', async () => {
    const junk = [null, true, 0, -1, 1e30, '', 'x', [], {}, [[]], { '': {} }, ['object'], 'array', { rule: 'self' }];
    const next = randomNumbers(3);
    const damaged = (value: unknown): unknown => {
      if (next(12) === 0) return junk[next(junk.length)];
      if (Array.isArray(value)) return value.map(damaged);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, damaged(inner)]));
    };
    const seen = new Set<string>();
    for (let round = 0; round < 150; round++) {
      const schema = damaged(sound);
      const result = await ask(schema);
      expect(fate(result), JSON.stringify(schema)).toMatch(/^(value|input)$/);
      if (result.ok) seen.add(result.value[0]?.status ?? '');
    }
    expect([...seen].sort()).toEqual(['error', 'invalid', 'valid']);
  });

  it('asked of anything', async () => {
    for (const spec of [
      null,
      3,
      'x',
      [],
      [{}],
      { a: null },
      { a: { b: 1 } },
      { a: [null, 'x', 1e30, {}] },
      { a: [1, 2], b: [] },
    ])
      expect(fate(await ask(sound, { ...widget, spec }))).toBe('value');
  });

  it.each([
    ['long', `self == self ${'&& true '.repeat(30_000)}`],
    ['deep in brackets', `${'('.repeat(5_000)}true${')'.repeat(5_000)}`],
    ['deep in calls', `${'size('.repeat(2_000)}self${')'.repeat(2_000)} == 1`],
    ['no text', { a: 1 }],
    ['nothing', ' \n'],
    ['not CEL', '\u0000\uFFFF'],
  ])('a rule that is %s does not compile', async (_what, rule) => {
    expect(await ask(having(rule))).toMatchObject({
      ok: true,
      value: [{ status: 'error', rules: { notEvaluated: 1 } }],
    });
  });

  it('a rule that would run for ever costs too much', async () => {
    const list = `[${Array.from({ length: 60 }, (_, index) => index).join()}]`;
    const rule = `${list}.all(a, ${list}.all(b, ${list}.all(c, ${list}.all(d, a + b + c + d >= 0))))`;
    const result = await ask(having(rule));
    expect(result).toMatchObject({
      ok: true,
      value: [{ status: 'invalid', message: expect.stringContaining('cost limit exceeded') }],
    });
    await alive();
  });

  it('deep schemas', async () => {
    let schema: object = having('true');
    for (let depth = 0; depth < 200; depth++) schema = { type: 'object', properties: { a: schema } };
    expect(fate(await ask(schema))).toBe('value');
    await alive();
  });
});

describe('remotes', () => {
  const url = 'https://example.org/release/v1.0.0/install.yaml';
  const files = { 'k/kustomization.yaml': `resources: ["${url}"]\n` };

  it('are what the caller says they are', async () => {
    const result = await engine.kustomizeBuild({ files, path: 'k', kubeVersion, remotes: { [url]: object } });
    expect(result.ok && Buffer.from(result.value).toString()).toContain('name: x');
  });

  it.each([
    [url],
    ['http://127.0.0.1:1/a.yaml'],
    ['https://github.com/o/r//dir?ref=v1'],
    ['ssh://git@example.org/o/r.git//x'],
  ])('%s is an error that names it', async (remote) => {
    const result = await build({ 'k/kustomization.yaml': `resources: ["${remote}"]\n` });
    expect(result).toMatchObject({ ok: false, error: { kind: 'remote', message: expect.stringContaining(remote) } });
  });
});
