import { embeddedFields, embeddedRequired } from './embedded-resource.ts';
import { itemSchema, type StructuralSchema } from './structural-schema.ts';

/** A JSON Schema as plain data. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * A structural schema as a strict JSON Schema (draft-07) for other validators: unknown fields are refused, nulls that the API server would drop count as absent, fields that it would fill in are not required.
 * What JSON Schema has no words for is left out: keys of lists that must be unique.
 */
export function toJsonSchema(schema: StructuralSchema): JsonSchema {
  const circles: Circles = { open: new Map(), $defs: {} };
  const root = { $schema: 'http://json-schema.org/draft-07/schema#', ...converted(schema, circles, true) };
  return Object.keys(circles.$defs).length === 0 ? root : { ...root, $defs: circles.$defs };
}

interface Circles {
  /** Schemas that are being converted, with the name that each got when it was met again within itself. */
  readonly open: Map<StructuralSchema, string | undefined>;
  readonly $defs: { [name: string]: JsonSchema };
}

/** `closed`: unknown fields are refused, as everywhere but within `oneOf` and its like. */
function converted(schema: StructuralSchema, circles: Circles, closed: boolean): JsonSchema {
  const { open, $defs } = circles;
  if (open.has(schema)) {
    const name = open.get(schema) ?? `circle-${Object.keys($defs).length}`;
    open.set(schema, name);
    $defs[name] ??= {};
    return { $ref: `#/$defs/${name}` };
  }
  open.set(schema, undefined);
  const result = withKeywords(schema, circles, closed);
  const name = open.get(schema);
  open.delete(schema);
  if (name !== undefined) $defs[name] = result;
  return result;
}

const same = [
  ...['enum', 'const', 'format', 'pattern', 'minLength', 'maxLength', 'multipleOf', 'minItems', 'maxItems'],
  ...['uniqueItems', 'minProperties', 'maxProperties', 'propertyNames'],
];

function withKeywords(schema: StructuralSchema, circles: Circles, closed: boolean): JsonSchema {
  const own = schema as JsonSchema;
  const items = itemSchema(schema);
  const type = schema['x-kubernetes-int-or-string'] === true ? ['integer', 'string'] : schema.type;
  return {
    ...(type === undefined ? {} : { type: schema.nullable === true ? [type, 'null'].flat() : type }),
    ...Object.fromEntries(same.flatMap((word) => (own[word] === undefined ? [] : [[word, own[word]]]))),
    ...bounds(schema),
    ...fields(schema, circles, closed),
    ...(items === undefined ? {} : { items: converted(items, circles, closed) }),
    ...(schema['x-kubernetes-list-type'] === 'set' ? { uniqueItems: true } : {}),
    ...forms(schema, circles),
  };
}

function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: StructuralSchema): JsonSchema {
  return {
    ...(minimum === undefined ? {} : { [exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum']: minimum }),
    ...(maximum === undefined ? {} : { [exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum']: maximum }),
  };
}

function forms(schema: StructuralSchema, circles: Circles): JsonSchema {
  const { not } = schema;
  const lists = (['allOf', 'anyOf', 'oneOf'] as const).flatMap((word) =>
    schema[word] === undefined ? [] : [[word, schema[word].map((each) => converted(each, circles, false))]],
  );
  return { ...Object.fromEntries(lists), ...(not === undefined ? {} : { not: converted(not, circles, false) }) };
}

function fields(schema: StructuralSchema, circles: Circles, closed: boolean): JsonSchema {
  const { properties = {}, additionalProperties: others } = schema;
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
  const required = [
    ...(isEmbedded ? embeddedRequired : []),
    ...(schema.required ?? []).filter((name) => properties[name]?.default === undefined),
  ];
  const optional = (each: StructuralSchema) => {
    const schemaOfIt = converted(each, circles, closed);
    // an enum of what may be null must name null too
    return each.nullable === true && each.enum !== undefined ? schemaOfIt : orNull(schemaOfIt);
  };
  const known = Object.entries(properties).map(([name, each]) => [
    name,
    required.includes(name) ? present(converted(each, circles, closed), each) : optional(each),
  ]);
  const unseen = required.filter((name) => !Object.hasOwn(properties, name)).map((name) => [name, notNull]);
  const all = Object.fromEntries([...known, ...unseen]);
  const named = isEmbedded ? withEmbedded(all, properties, required, circles) : all;
  const isOpen = !closed || schema.type !== 'object' || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const additionalProperties = typeof others === 'object' ? optional(others) : (others ?? isOpen);
  return {
    ...(required.length === 0 ? {} : { required: [...new Set(required)] }),
    ...(Object.keys(named).length === 0 ? {} : { properties: named }),
    ...(additionalProperties === true ? {} : { additionalProperties }),
  };
}

/** The fields that every object has by the rules for them, and by the schema's own as far as it speaks of them. */
function withEmbedded(
  all: { readonly [name: string]: JsonSchema },
  properties: NonNullable<StructuralSchema['properties']>,
  required: readonly string[],
  circles: Circles,
): { readonly [name: string]: JsonSchema } {
  const common = [...embeddedFields].map(([name, rules]) => {
    const own = properties[name] === undefined ? [] : [converted(properties[name], circles, false)];
    const both = { allOf: [converted(rules, circles, true), ...own] };
    return [name, required.includes(name) ? both : orNull(both)] as const;
  });
  return { ...all, ...Object.fromEntries(common) };
}

/** What takes anything takes null, which the API server would drop. */
function present(schema: JsonSchema, { type, nullable }: StructuralSchema): JsonSchema {
  return type === undefined && nullable !== true && schema['$ref'] === undefined
    ? { allOf: [schema, notNull] }
    : schema;
}

const notNull: JsonSchema = { not: { type: 'null' } };

function orNull(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  const isPlain =
    type !== undefined && ['enum', 'const', 'allOf', 'anyOf', 'oneOf'].every((word) => schema[word] === undefined);
  return isPlain ? { ...schema, type: [...new Set([type, 'null'].flat())] } : { anyOf: [{ type: 'null' }, schema] };
}
