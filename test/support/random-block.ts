import type { Schema } from '../../generator/codegen/json-schema.ts';

type Schemas = { readonly [name: string]: Schema };

/** Where values come from. */
export interface Chance {
  readonly definitions: Schemas;
  /** A number from 0 up to, and without, the one that it is asked with. */
  readonly random: (below: number) => number;
  /** How many of a thousand values, names and lengths are not what the schema asks for. */
  readonly wrongs: number;
}

const wrong = [
  ...[null, undefined, true, '', 'x', 'A b', '😀', 0, -1, 0.5, 1e21, Number.NaN, Number.POSITIVE_INFINITY],
  ...[[], {}, [{}], [1, 2, 1], ['a', 'a'], { enabled: true }, { kind: 'none' }],
];

const texts = [
  ...['', 'a', 'other-1', 'Other', 'A_B', 'other.example.com', 'other@example.com', '😀'.repeat(40), 'f'.repeat(64)],
  ...['1.34', 'v9.9.9', '9.9.9', '3Gi', '77m', '7m0s', '4096', '05-other.conflist', '10.9.0.0/16', '2001:db8::1'],
  ...['/other/path', 'some/other/path', '/dev/disk/by-id/ata-OTHER', 'registry.example.com/other/image:1.2.3'],
  ...['https://other.example.com/x.git', 'https://other.example.com', 'team:other', '0 3 * * *', 'x'.repeat(300)],
];

const names = ['constructor', '__proto__', 'Extra one', 'extra', ''];

/** A value of a schema. Where nothing is wrong it is mostly valid: a pattern that no text here fits, a text here does not fit. */
export function randomBlock(written: Schema, chance: Chance): unknown {
  if (happens(chance)) return picked(wrong, chance);
  const schema = followed(written, chance);
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return picked(schema.enum, chance);
  if (Array.isArray(schema.oneOf)) return randomBlock(picked(schema.oneOf, chance) as Schema, chance);
  const make = makers[typeOf(schema, chance)];
  return make?.(schema, chance) ?? null;
}

type Made = string | number | boolean | object | null;

const makers: { readonly [type: string]: (schema: Schema, chance: Chance) => Made } = {
  boolean: (_, { random }) => random(2) === 0,
  string: text,
  number,
  integer: number,
  array: list,
  object: map,
};

function happens({ random, wrongs }: Chance, thousandths = wrongs): boolean {
  return random(1000) < thousandths;
}

function picked<T>(all: readonly T[], { random }: Chance): T {
  return all[random(all.length)] as T;
}

function followed({ $ref, ...beside }: Schema, chance: Chance): Schema {
  if (typeof $ref !== 'string') return beside;
  const name = $ref.replace('#/$defs/', '').replaceAll('~1', '/');
  return { ...followed(chance.definitions[name] ?? {}, chance), ...beside };
}

function typeOf({ type, pattern }: Schema, chance: Chance): string {
  const given = (type ?? (pattern === undefined ? ['string', 'integer', 'object'] : 'string')) as string | string[];
  const all = [given].flat();
  const rest = all.filter((each) => each !== 'null');
  return picked(happens(chance, 50) || rest.length === 0 ? all : rest, chance);
}

function text({ pattern = '', examples = [], minLength = 0, maxLength = 300 }: Schema, chance: Chance): string {
  const form = new RegExp(String(pattern), 'u');
  const [low, high] = [Number(minLength), Number(maxLength)];
  const fitting = [...(examples as readonly string[]), ...texts].filter(
    (each) => typeof each === 'string' && form.test(each) && each.length >= low && each.length <= high,
  );
  return picked(happens(chance) || fitting.length === 0 ? texts : fitting, chance);
}

function number({ minimum = 0, maximum = 70_000 }: Schema, chance: Chance): number {
  const [low, high] = [Number(minimum), Number(maximum)];
  if (happens(chance)) return picked([low - 1, high + 1, low + 0.5], chance);
  return picked([low, high, low + chance.random(1 + high - low)], chance);
}

function list({ items = {}, minItems = 0, maxItems = 9, uniqueItems }: Schema, chance: Chance): readonly unknown[] {
  const [low, high] = [Number(minItems), Number(maxItems)];
  const length = happens(chance) ? low - 1 : low + chance.random(1 + Math.min(3, high - low));
  const made = Array.from({ length: Math.max(0, length) }, () => randomBlock(items as Schema, chance));
  if (happens(chance)) return [...made, ...made];
  return uniqueItems === true ? [...new Map(made.map((item) => [JSON.stringify(item), item])).values()] : made;
}

function map(schema: Schema, chance: Chance): object {
  const { properties = {}, required = [], additionalProperties: others, propertyNames = {} } = schema;
  const isThere = (name: string) => ((required as string[]).includes(name) ? !happens(chance) : happens(chance, 300));
  const own = Object.entries(properties as Schemas).filter(([name]) => isThere(name));
  const count =
    typeof others === 'object' ? chance.random(3) : Number(happens(chance, others === true ? 500 : undefined));
  const further = Array.from({ length: count }, () => {
    const name =
      happens(chance) || others === false
        ? picked(names, chance)
        : text(followed(propertyNames as Schema, chance), chance);
    return [name, typeof others === 'object' ? (others as Schema) : {}] as const;
  });
  return Object.fromEntries([...own, ...further].map(([name, each]) => [name, randomBlock(each, chance)]));
}
