import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Engine, loadEngine } from '../src/index.ts';
import type { Schema } from './support/rule-case.ts';
import { judgeWidgets, kubernetes, widget } from './support/widgets.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});
afterAll(() => engine.close());

const spec = {
  type: 'object',
  required: ['mode'],
  properties: {
    mode: { type: 'string', enum: ['a', 'b'], default: 'a' },
    count: { type: 'integer', minimum: 0 },
    more: {},
  },
  'x-kubernetes-validations': [
    { rule: "self.mode == 'a'", message: 'mode' },
    { rule: '!has(self.count) || self.count < 9', message: 'count' },
    { rule: 'self.count == oldSelf.count' },
  ],
};
const schema = { type: 'object', required: ['spec'], properties: { spec } };
const judge = (given: Schema, objects: readonly object[], version?: string) =>
  judgeWidgets(engine, given, objects, version);
const ask = (given: Schema, ...specs: readonly unknown[]) => judge(given, specs.map(widget));

it('what is missing is filled in, and what is wrong is told by the schema', async () => {
  const [filled, wrong] = await ask(schema, {}, { count: -1, mode: 'b' });
  expect(filled).toMatchObject({ status: 'valid', message: '', problems: [] });
  expect(wrong?.status).toBe('invalid');
  expect(wrong?.problems).toEqual([
    { path: '/spec', message: 'mode', reason: 'FieldValueInvalid' },
    { path: '/spec/count', message: expect.stringContaining('minimum') },
  ]);
  expect(wrong?.message).toMatch(/^at '\/spec': mode; at '\/spec\/count': minimum/);
});

it('rules are counted: asked, on changes, not asked', async () => {
  const verdicts = await ask(schema, {}, { mode: 'x' }, { mode: 3 });
  const rules = verdicts.map(({ rules }) => rules);
  expect(rules[0]).toEqual({ evaluated: 2, onUpdate: 1, notEvaluated: 0, uncompiled: [] });
  expect(rules[1]).toEqual({ evaluated: 0, onUpdate: 1, notEvaluated: 2, uncompiled: [] });
  expect(rules[2]).toEqual(rules[1]);
  expect(verdicts[1]?.problems).toEqual([{ path: '/spec/mode', message: "value must be one of 'a', 'b'" }]);
  const [none] = await ask({ type: 'object' }, {});
  expect(none?.rules).toEqual({ evaluated: 0, onUpdate: 0, notEvaluated: 0, uncompiled: [] });
});

it('rules that are not asked any more because of the cost are counted', async () => {
  const dear = {
    type: 'string',
    'x-kubernetes-validations': [{ rule: '[1, 2, 3, 4].all(a, self.matches("(a|b)+c") || true)' }],
  };
  const rules = [
    { rule: '["x", "y"].all(a, self.list.all(b, self.list.all(c, self.list.all(d, a + b + c + d != ""))))' },
  ];
  const list = { type: 'array', items: dear };
  const given = {
    type: 'object',
    properties: { spec: { type: 'object', properties: { list }, 'x-kubernetes-validations': rules } },
  };
  const [verdict] = await ask(given, { list: Array.from({ length: 90 }, (_, index) => `x${index}`) });
  expect(verdict?.message).toContain('cost limit exceeded');
  expect(verdict?.rules).toEqual({ evaluated: 1, onUpdate: 0, notEvaluated: 1, uncompiled: [] });
});

it('an object is an error when rules of its schema cannot be asked, and says which', async () => {
  const [verdict] = await ask({ ...schema, 'x-kubernetes-validations': [{ rule: 'self.spec.count > nothing' }] }, {});
  expect(verdict?.status).toBe('error');
  expect(verdict?.message).toMatch(
    /^1 of the rules of its schema cannot be asked: at '\/x-kubernetes-validations\/0': .*nothing/s,
  );
  expect(verdict?.rules).toMatchObject({
    evaluated: 2,
    notEvaluated: 1,
    uncompiled: [{ path: '/x-kubernetes-validations/0', rule: 'self.spec.count > nothing' }],
  });
});

it.each([
  ['a reference', { ...spec, properties: { mode: { $ref: 'schema:///shared' } } }, "'$ref' is not supported"],
  ['several types', { ...spec, properties: { mode: { type: ['string', 'null'] } } }, 'cannot unmarshal array'],
])('a schema with %s is none of a CustomResourceDefinition', async (_what, inner, reason) => {
  const schemas = {
    'example.org/v1/Widget': { type: 'object', properties: { spec: inner } },
    shared: { type: 'string' },
  };
  const result = await engine.validate({ objects: [widget({ mode: 'a' })], kubernetes, schemas });
  const verdict = result.ok ? result.value[0] : undefined;
  expect(verdict?.status).toBe('error');
  expect(verdict?.rules).toMatchObject({ evaluated: 0, notEvaluated: 3, uncompiled: [{ path: '', rule: '' }] });
  expect(verdict?.rules.uncompiled[0]?.message).toContain(reason);
});

it('rules where an API server does not look for them are counted as not asked', async () => {
  const metadata = { type: 'object', 'x-kubernetes-validations': [{ rule: 'true' }] };
  const mode = { ...spec.properties.mode, anyOf: [{ 'x-kubernetes-validations': [{ rule: 'true' }] }] };
  const strange = {
    ...schema,
    properties: { metadata, spec: { ...spec, properties: { ...spec.properties, mode } } },
  };
  const [verdict] = await ask(strange, {});
  expect(verdict).toMatchObject({
    status: 'error',
    rules: { evaluated: 2, notEvaluated: 2, uncompiled: [{ path: '' }] },
  });
});

it('metadata may be described as strictly as one likes', async () => {
  const labels = { type: 'object', additionalProperties: { type: ['string', 'null'] } };
  const metadata = { type: 'object', properties: { name: { type: 'string' }, labels } };
  const schemas = {
    'example.org/v1/Widget': {
      ...schema,
      properties: { ...schema.properties, metadata: { $ref: 'schema:///shared' } },
    },
    shared: metadata,
  };
  const object = { ...widget({}), metadata: { name: 'a', labels: { b: 3 } } };
  const result = await engine.validate({ objects: [object], kubernetes, schemas });
  expect(result.ok && result.value[0]).toMatchObject({
    status: 'invalid',
    problems: [{ path: '/metadata/labels/b' }],
    rules: { evaluated: 0, uncompiled: [] },
  });
});

it('two schemas of one name, two versions, no version: none is taken for the other', async () => {
  const having = (rule: string) => ({ type: 'object', 'x-kubernetes-validations': [{ rule }] });
  const rule = "semver('1.2.3').major() == 1";
  for (const _round of [1, 2]) {
    expect((await judge(having('false'), [widget({})]))[0]?.status).toBe('invalid');
    expect((await judge(having('true'), [widget({})]))[0]?.status).toBe('valid');
    expect((await judge(having(rule), [widget({})], '1.33.0'))[0]?.status).toBe('error');
    expect((await judge(having(rule), [widget({})], '1.34.0'))[0]?.status).toBe('valid');
    expect((await judge(having(rule), [widget({})], 'master'))[0]?.status).toBe('valid');
  }
});
