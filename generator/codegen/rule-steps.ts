import type { Asked, Step } from '../option-check/rule.ts';
import { types } from '../option-check/types.ts';
import type { Schema } from './json-schema.ts';
import { annotations } from './option-ajv.ts';

/** The numbers of other rules: that of a schema, and that of a definition. */
export interface Numbers {
  readonly ruleOf: (schema: Schema | boolean) => number;
  readonly named: (reference: string) => number;
}

type Schemas = { readonly [name: string]: Schema };

/** The steps that a keyword of a schema makes. */
type Maker = (argument: never, schema: Schema, numbers: Numbers) => readonly Step[];

/** What stands in a schema asks for itself. */
const same = (keyword: keyof Asked): readonly [string, Maker] => [
  keyword,
  (argument) => [[keyword, argument] as unknown as Step],
];

/** In the order in which ajv asks: what is of any type, then of numbers, texts, lists and maps, where defaults come first. */
const makers: readonly (readonly [keyword: string, Maker])[] = [
  [
    'type',
    (type: string | readonly string[]) => [['type', [type].flat().reduce((sum, each) => sum + (types[each] ?? 0), 0)]],
  ],
  ['$ref', (reference: string, _, { named }) => [['rule', named(reference)]]],
  ['oneOf', oneOf],
  ['const', (value: unknown) => [['enum', [value]]]],
  same('enum'),
  same('minimum'),
  same('maximum'),
  same('multipleOf'),
  same('minLength'),
  same('maxLength'),
  same('pattern'),
  same('minItems'),
  same('maxItems'),
  ['uniqueItems', (isAsked: boolean) => (isAsked ? [['uniqueItems', true]] : [])],
  ['items', (items: Schema, _, { ruleOf }) => [['items', ruleOf(items)]]],
  ['properties', defaults],
  same('minProperties'),
  same('required'),
  ['propertyNames', (names: Schema, _, { ruleOf }) => [['propertyNames', ruleOf(names)]]],
  ['properties', entries],
  [
    'additionalProperties',
    (_, schema, numbers) => (schema.properties === undefined ? entries({}, schema, numbers) : []),
  ],
  ['discriminator', kinds],
];

/** What JSON Schema itself has for readers; a default is taken from the map that it is in. */
const described = ['$schema', '$comment', 'title', 'description', 'examples', 'default', 'deprecated'];

const known = new Set([...makers.map(([keyword]) => keyword), ...described, ...annotations]);

/** The questions of a schema; those of what is in it are rules of their own. An Error where it says what no question asks. */
export function stepsOf(schema: Schema, numbers: Numbers): readonly Step[] {
  const unknown = Object.keys(schema).find((keyword) => schema[keyword] !== undefined && !known.has(keyword));
  if (unknown !== undefined)
    throw new Error(`${shown(schema)} has \`${unknown}\`, which generator/option-check/keywords.ts does not know`);
  const asked = makers.filter(([keyword]) => schema[keyword] !== undefined);
  return asked.flatMap(([keyword, maker]) => maker(schema[keyword] as never, schema, numbers));
}

function oneOf(branches: readonly Schema[], { discriminator }: Schema, { ruleOf }: Numbers): readonly Step[] {
  return discriminator === undefined ? [['oneOf', branches.map(ruleOf)]] : [];
}

function defaults(properties: Schemas): readonly Step[] {
  const given = Object.entries(properties).filter(([, each]) => each.default !== undefined);
  if (given.length === 0) return [];
  return [['defaults', Object.fromEntries(given.map(([name, each]) => [name, each.default]))]];
}

function entries(properties: Schemas, { additionalProperties = true }: Schema, { ruleOf }: Numbers): readonly Step[] {
  const inherited = Object.keys(properties).find((name) => name in {});
  // ajv takes it for one that every map has
  if (inherited !== undefined) throw new Error(`no option can have the name \`${inherited}\``);
  const names = Object.entries(properties).map(([name, each]) => [name, ruleOf(each)] as const);
  return [['entries', { known: Object.fromEntries(names), others: ruleOf(additionalProperties as Schema | boolean) }]];
}

function kinds(
  { propertyName: option }: { propertyName: string },
  schema: Schema,
  { ruleOf }: Numbers,
): readonly Step[] {
  const rules = (schema.oneOf as readonly Schema[]).map((branch) => {
    const { const: kind } = (branch.properties as Schemas | undefined)?.[option] ?? {};
    if (typeof kind !== 'string') throw new Error(`${shown(branch)} has no \`const\` for \`${option}\``);
    return [kind, ruleOf(branch)] as const;
  });
  return [['kinds', { option, rules: Object.fromEntries(rules) }]];
}

function shown(schema: Schema): string {
  return `the schema ${JSON.stringify(schema).slice(0, 120)}`;
}
