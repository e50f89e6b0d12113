import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { baseSchema } from '../generator/codegen/base-schema.ts';
import type { Schema } from '../generator/codegen/json-schema.ts';
import { optionAjv } from '../generator/codegen/option-ajv.ts';
import { ruleMaker } from '../generator/codegen/rule-maker.ts';
import { ruleTable } from '../generator/codegen/rules.ts';
import { withSharedDefinitions } from '../generator/codegen/shared-definitions.ts';
import { ajvCheck } from '../generator/option-check/ajv-check.ts';
import { ruleCheck } from '../generator/option-check/rule-check.ts';
import { repository } from './support/cli.ts';
import { outcome } from './support/outcome.ts';

describe('a keyword by itself', () => {
  const definitions = {
    text: { type: 'string' },
    filled: { type: 'object', properties: { a: { default: 1 }, deep: { default: {}, $ref: '#/$defs/deep' } } },
    deep: { type: 'object', properties: { list: { type: 'array', default: [[]] } } },
  };
  const kind = (name: string, rest: object) => ({ required: ['kind'], properties: { kind: { const: name }, ...rest } });
  const schemas: readonly Schema[] = [
    ...['null', 'boolean', 'string', 'number', 'integer', 'array', 'object'].map((type) => ({ type })),
    { type: ['string', 'null', 'integer'] },
    { enum: ['a', 0, null, true] },
    { const: 0 },
    { oneOf: [{ const: 'a' }, { type: 'string' }, { type: 'object', required: ['a'] }] },
    ...[{ minimum: 1 }, { maximum: 1 }, { multipleOf: 0.1 }, { multipleOf: 2 }],
    ...[{ minLength: 2 }, { maxLength: 2 }, { pattern: '^.$' }, { pattern: '^\\p{L}+$' }],
    ...[{ minItems: 2 }, { maxItems: 1 }, { items: { $ref: '#/$defs/text' } }, { items: { $ref: '#/$defs/filled' } }],
    { uniqueItems: true, items: { type: ['string', 'number', 'boolean'] } },
    ...[{ minProperties: 2 }, { required: ['a'] }, { propertyNames: { maxLength: 1 } }],
    { properties: { a: { type: 'string' }, b: {} }, additionalProperties: false },
    { properties: { a: { default: 0, type: 'integer' } }, minProperties: 2, required: ['a'] },
    { additionalProperties: { $ref: '#/$defs/filled' } },
    { $ref: '#/$defs/filled', properties: { b: { default: null }, a: { default: 2 } } },
    {
      type: 'object',
      discriminator: { propertyName: 'kind' },
      properties: { b: { default: 1 } },
      oneOf: [kind('x', { a: { default: 'x' } }), kind('y', { a: { type: 'integer' } })],
    },
  ];
  const texts = ['', 'a', 'ab', 'é', '😀', '😀😀', '😀😀😀', '\ud83d', '1'];
  const numbers = [0, -0, 1, 2, 0.3, 0.5, 1e21, 1e300, Number.NaN, Number.POSITIVE_INFINITY];
  const maps: readonly object[] = [
    {},
    { a: 1 },
    { a: undefined },
    { b: 1, a: 'x' },
    { constructor: 1 },
    { kind: 'x' },
    { kind: 'y', a: 1 },
  ];
  const lists = [[], ['a', 'b'], ['a', 'a'], [1, '1', true, 'true'], [0, -0], [{}, {}], [{ a: 1 }, {}], [[]]];
  const values = [
    null,
    undefined,
    true,
    false,
    ...texts,
    ...numbers,
    ...maps,
    ...lists,
    { kind: 'z', deep: { list: 1 } },
  ];

  it.each(schemas.map((schema) => [JSON.stringify(schema), schema] as const))('%s', (_, schema) => {
    const ajv = optionAjv().addSchema({ $id: 'defs', $defs: definitions });
    const { ruleOf, rules } = ruleMaker(definitions);
    const table = { named: { it: ruleOf(schema) }, rules };
    const [check, other] = [ruleCheck(table, 'it', () => ({})), ajvCheck(ajv.compile(withSharedDefinitions(schema)))];
    for (const value of values) expect([value, outcome(check, value)]).toEqual([value, outcome(other, value)]);
  });
});

describe('the code generation refuses what rules cannot say', () => {
  const refused: readonly (readonly [string, Schema])[] = [
    ['`format`', { type: 'string', format: 'email' }],
    ['`anyOf`', { anyOf: [{ type: 'string' }] }],
    ['`if`', { if: { const: 1 } }],
    ['`patternProperties`', { type: 'object', patternProperties: { a: {} } }],
    ['`exclusiveMinimum`', { type: 'array', items: { type: 'number', exclusiveMinimum: 0 } }],
    ['a default in a branch', { oneOf: [{ const: 'none' }, { $ref: '#/$defs/service' }] }],
    ['items that may be lists or maps', { type: 'array', uniqueItems: true, items: { type: 'object' } }],
    ['a list or a map in `enum`', { enum: [[]] }],
    ['the name `constructor`', { type: 'object', properties: { constructor: {} } }],
    ['no definition', { $ref: '#/$defs/nothing' }],
  ];

  it.each(refused)('%s', (message, option) => {
    const schema = { properties: { option } };
    const component = { name: 'own', directory: '', stages: [], templates: new Map<string, string>(), schema };
    expect(() => ruleTable(baseSchema(join(repository, 'schema')), [component])).toThrow(message);
  });
});
