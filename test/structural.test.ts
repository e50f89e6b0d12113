import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyDefaults } from '../generator/kubernetes/apply-defaults.ts';
import { validateStructural } from '../generator/kubernetes/structural.ts';
import type { StructuralSchema } from '../generator/kubernetes/structural-schema.ts';

const text: StructuralSchema = { type: 'string' };

/** What would be refused, as `path: message`, after the defaults are in. */
function refusals(schema: StructuralSchema, value: unknown): readonly string[] {
  return validateStructural(schema, applyDefaults(schema, value)).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
}

function object(
  properties: { readonly [name: string]: StructuralSchema },
  more: StructuralSchema = {},
): StructuralSchema {
  return { type: 'object', properties, ...more };
}

describe('defaults', () => {
  const account = object({ name: { ...text, default: 'default' } }, { default: {} });
  const schema = object(
    { path: { ...text, default: 'kubernetes' }, account, role: text },
    { required: ['path', 'role', 'account'] },
  );

  test('are in before what is required is asked for', () => {
    expect(refusals(schema, { role: 'admin' })).toEqual([]);
    expect(refusals(schema, {})).toEqual(['role: is required']);
  });

  test('are filled in within defaults, lists and maps', () => {
    const nested = object({
      list: { type: 'array', items: schema },
      map: { type: 'object', additionalProperties: schema },
    });
    const full = { path: 'kubernetes', account: { name: 'default' }, role: 'a' };
    expect(applyDefaults(nested, { list: [{ role: 'a' }], map: { x: { role: 'a' } } })).toEqual({
      list: [full],
      map: { x: full },
    });
  });

  test('replace a null, unless nulls are allowed', () => {
    expect(applyDefaults(schema, { path: null })).toMatchObject({ path: 'kubernetes' });
    expect(applyDefaults(object({ path: { ...text, default: 'x', nullable: true } }), { path: null })).toEqual({
      path: null,
    });
  });

  test('are not filled into an absent parent', () => {
    expect(applyDefaults(object({ inner: object({ a: { ...text, default: 'x' } }) }), {})).toEqual({});
  });

  test('leave a value as it is, the very same, when there is nothing to do', () => {
    const value = { path: 'a', account: { name: 'b' }, role: 'c' };
    expect(applyDefaults(schema, value)).toBe(value);
  });

  test('do not change what they are given', () => {
    const value = Object.freeze({ role: 'a', account: Object.freeze({}) });
    expect(applyDefaults(schema, value)).toEqual({ role: 'a', path: 'kubernetes', account: { name: 'default' } });
  });

  test('are the same the second time', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const once = applyDefaults(schema, value);
        expect(applyDefaults(schema, once)).toBe(once);
      }),
    );
  });
});

describe('nulls', () => {
  test('that a schema does not allow are dropped from objects and maps', () => {
    const schema = object({
      a: text,
      b: { ...text, nullable: true },
      map: { type: 'object', additionalProperties: text },
    });
    expect(applyDefaults(schema, { a: null, b: null, map: { x: null, y: '' } })).toEqual({ b: null, map: { y: '' } });
  });

  test('stay in lists, where they are refused', () => {
    const schema = object({ list: { type: 'array', items: text } });
    expect(refusals(schema, { list: ['a', null] })).toEqual(['list.1: must be string, not null']);
  });

  test('count as absent', () => {
    expect(refusals(object({ a: text }, { required: ['a'] }), { a: null })).toEqual(['a: is required']);
  });
});

describe('unknown fields', () => {
  const inner = object({ name: text, list: { type: 'array', items: object({ port: { type: 'integer' } }) } });

  test('are refused where they stand, with a guess', () => {
    const value = { spec: { nmae: 'x', list: [{ port: 1 }, { porrt: 2 }] }, extra: 1 };
    expect(refusals(object({ spec: inner }), value)).toEqual([
      'spec.nmae: is no field of this object; did you mean `name`?',
      'spec.list.1.porrt: is no field of this object; did you mean `port`?',
      'extra: is no field of this object',
    ]);
  });

  test('are kept where the schema says so, and refused again in the fields it knows', () => {
    const schema = object({ spec: inner }, { 'x-kubernetes-preserve-unknown-fields': true });
    expect(refusals(schema, { anything: { at: 'all' }, spec: { name: 'x' } })).toEqual([]);
    expect(refusals(schema, { spec: { other: 1 } })).toEqual(['spec.other: is no field of this object']);
  });

  test('are not made known by a form that names them', () => {
    const schema = object({ a: text }, { anyOf: [{ properties: { other: text }, required: ['a'] }] });
    expect(refusals(schema, { a: 'x', other: 'y' })).toEqual(['other: is no field of this object']);
  });

  test('named like what every object has are unknown too', () => {
    expect(refusals(object({}), { constructor: 1 })).toEqual(['constructor: is no field of this object']);
  });
});

describe('embedded resources', () => {
  const schema = object({
    template: object({ spec: object({ a: text }) }, { 'x-kubernetes-embedded-resource': true }),
  });

  test('have apiVersion, kind and metadata, strictly', () => {
    const template = { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { app: 'x' } }, spec: { a: 'b' } };
    expect(refusals(schema, { template })).toEqual([]);
    expect(refusals(schema, { template: { ...template, metadata: { 'argocd.argoproj.io/sync-wave': '1' } } })).toEqual([
      'template.metadata.argocd.argoproj.io/sync-wave: is no field of this object',
    ]);
    expect(refusals(schema, { template: { spec: {} } })).toEqual([
      'template.apiVersion: is required',
      'template.kind: is required',
    ]);
  });

  test('have labels and annotations that are texts under qualified names', () => {
    const metadata = { labels: { a: 'b c', '-b': 'x' }, annotations: { 'a/b': 1 } };
    const found = refusals(schema, { template: { apiVersion: 'v1', kind: 'Pod', metadata } });
    expect(found.map((each) => each.split(': ')[0])).toEqual([
      'template.metadata.labels.a',
      'template.metadata.labels.-b',
      'template.metadata.annotations.a/b',
    ]);
  });
});

describe('metadata', () => {
  const schema = object({}, { 'x-kubernetes-embedded-resource': true });
  const whole = (metadata: unknown) => ({ apiVersion: 'v1', kind: 'Pod', metadata });

  test.each([null, {}, { labels: null, annotations: null }, { labels: { app: null } }, { creationTimestamp: null }])(
    'may be null as a whole and in its parts: %j',
    (metadata) => {
      expect(refusals(schema, whole(metadata))).toEqual([]);
    },
  );

  test('is strict about names that it does not have, even for a null', () => {
    expect(refusals(schema, whole({ 'argocd.argoproj.io/sync-wave': null }))).toHaveLength(1);
  });

  test.each([
    ['apiVersion', 'a/b/c'],
    ['kind', 'Po d'],
    ['metadata', { ownerReferences: [{ kind: 'Pod' }] }],
    ['metadata', { finalizers: [''] }],
  ])('and %s %j are refused', (field, value) => {
    expect(refusals(schema, { ...whole({}), [field]: value })).not.toEqual([]);
  });
});

describe('a list that keeps what is unknown', () => {
  test('keeps it in its items, and not below their fields', () => {
    const items = object({ inner: object({}) });
    const schema = object({ list: { type: 'array', items, 'x-kubernetes-preserve-unknown-fields': true } });
    expect(refusals(schema, { list: [{ other: 1 }] })).toEqual([]);
    expect(refusals(schema, { list: [{ inner: { other: 1 } }] })).toHaveLength(1);
  });
});

describe('int-or-string', () => {
  const schema = object({
    port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
  });

  test.each([80, 'http', '50%'])('takes %j', (port) => expect(refusals(schema, { port })).toEqual([]));
  test.each([1.5, true, [], {}])('refuses %j', (port) => {
    expect(refusals(schema, { port })).toEqual([expect.stringMatching(/^port: must be integer or string, not /)]);
  });
});

describe('lists', () => {
  const ports = object({
    ports: {
      type: 'array',
      items: object({ port: { type: 'integer' }, protocol: { ...text, default: 'TCP' } }),
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['port', 'protocol'],
    },
  });

  test('of type map have every key once, defaults among them', () => {
    const list = [{ port: 53 }, { port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }];
    expect(refusals(ports, { ports: list })).toEqual(['ports.2: repeats an earlier item']);
  });

  test('of type set have every item once', () => {
    const schema = object({ names: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' } });
    expect(refusals(schema, { names: ['a', 'b', 'a'] })).toEqual(['names.2: repeats an earlier item']);
    const objects = object({
      list: { type: 'array', items: object({ a: text, b: text }), 'x-kubernetes-list-type': 'set' },
    });
    expect(
      refusals(objects, {
        list: [
          { a: 'x', b: 'y' },
          { b: 'y', a: 'x' },
        ],
      }),
    ).toHaveLength(1);
  });
});

describe('rules of values', () => {
  test.each<[string, StructuralSchema, unknown, string]>([
    ['pattern', { ...text, pattern: '^[a-z]+$' }, 'A', 'must match ^[a-z]+$'],
    ['enum', { ...text, enum: ['a', 'b'] }, 'c', 'must be one of "a", "b"'],
    ['maximum', { type: 'integer', maximum: 10 }, 11, 'must be at most 10'],
    ['exclusiveMaximum', { type: 'integer', maximum: 10, exclusiveMaximum: true }, 10, 'must be at most 10'],
    ['minimum', { type: 'number', minimum: 0.5 }, 0.4, 'must be at least 0.5'],
    ['maxLength', { ...text, maxLength: 1 }, 'ab', 'must have at most 1 characters'],
    ['minItems', { type: 'array', items: text, minItems: 1 }, [], 'must have at least 1 items'],
    [
      'maxProperties',
      object({ a: text, b: text }, { maxProperties: 1 }),
      { a: '', b: '' },
      'must have at most 1 fields',
    ],
    ['type', { type: 'integer' }, '80', 'must be integer, not string'],
    ['byte', { ...text, format: 'byte' }, 'a b', 'must be a byte'],
    ['date-time', { ...text, format: 'date-time' }, '2026-13-01T00:00:00Z', 'must be a date-time'],
    ['duration', { ...text, format: 'duration' }, 'soon', 'must be a duration'],
    ['date-time', { ...text, format: 'date-time' }, '2026-02-30T00:00:00Z', 'must be a date-time'],
    ['date-time', { ...text, format: 'date-time' }, '2026-02-03 10:00:00Z', 'must be a date-time'],
    ['date', { ...text, format: 'date' }, '2025-02-29', 'must be a date'],
    ['ipv4', { ...text, format: 'ipv4' }, '10.0.0.256', 'must be a ipv4'],
    ['ipv6', { ...text, format: 'ipv6' }, 'fe80::1::2', 'must be a ipv6'],
    ['cidr', { ...text, format: 'cidr' }, '10.0.0.0/33', 'must be a cidr'],
    ['uuid', { ...text, format: 'uuid' }, '1234', 'must be a uuid'],
    ['hostname', { ...text, format: 'hostname' }, '-a.example', 'must be a hostname'],
    ['nullable', { ...text, nullable: true, enum: ['a'] }, null, 'must be one of "a"'],
    ['a pattern in Go', { ...text, pattern: '^(?i)(on|off)$' }, 'no', 'must match ^(?i)(on|off)$'],
    ['int32', { type: 'integer', format: 'int32' }, 2 ** 31, 'must be a int32'],
    ['not', { not: { required: ['a'] } }, { a: 1 }, 'must not have this form'],
    [
      'oneOf',
      { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
      { a: 1, b: 1 },
      'must have exactly one of 2 forms, not 2',
    ],
  ])('%s', (_, schema, value, message) => {
    expect(refusals(schema, value)).toEqual([`: ${message}`]);
  });

  test.each<[string, StructuralSchema, unknown]>([
    ['lengths count characters, not code units', { ...text, maxLength: 1 }, '😀'],
    ['a format that the API server does not know', { ...text, format: 'telegram' }, 'x'],
    ['seconds as a duration', { ...text, format: 'duration' }, '1h30m'],
    ['a leap day', { ...text, format: 'date' }, '2024-02-29'],
    ['fractions of a second', { ...text, format: 'date-time' }, '2026-01-02t03:04:05.678+02:00'],
    ['words as a duration', { ...text, format: 'duration' }, '2 days'],
    ['no duration at all', { ...text, format: 'duration' }, '0'],
    ['an address within another', { ...text, format: 'ipv6' }, '::ffff:10.0.0.1'],
    ['a short address', { ...text, format: 'ipv6' }, 'fd00::1'],
    ['a network', { ...text, format: 'cidr' }, 'fd00::/8'],
    ['an identifier without dashes', { ...text, format: 'uuid' }, '0123456789ABCDEF0123456789abcdef'],
    ['flags within a pattern', { ...text, pattern: '^(?i)(on|off)$' }, 'ON'],
    ['flags of a group only', { ...text, pattern: '^((?i)sun)day(?P<x>[[:digit:]])\\pL$' }, 'SUNday1é'],
    ['a pattern that is none', { ...text, pattern: '[' }, 'x'],
    ['padded bytes', { ...text, format: 'byte' }, 'YQ=='],
    ['a whole number written as a float', { type: 'integer' }, 2.0],
    ['a pattern that only Go and old JavaScript take', { ...text, pattern: '^[a-z\\-\\/]+\\-$' }, 'a/b-'],
  ])('take %s', (_, schema, value) => {
    expect(refusals(schema, value)).toEqual([]);
  });
});

test('one mistake in one form of several gives one message', () => {
  const form = (kind: string, field: string) =>
    object({ kind: { const: kind }, [field]: text }, { required: ['kind', field], additionalProperties: false });
  const schema: StructuralSchema = { anyOf: [form('a', 'one'), form('b', 'two')] };
  expect(refusals(schema, { kind: 'b', two: 2 })).toEqual(['two: must be string, not number']);
});

test('nothing makes it throw', () => {
  const schema = object({
    a: {
      type: 'array',
      items: object({ b: text }),
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['b'],
    },
  });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.record({ a: fc.jsonValue() })), (value) => {
      expect(Array.isArray(refusals(schema, value))).toBe(true);
    }),
  );
});
