import type { Ajv, ErrorObject } from 'ajv';
import { Ajv as Ajv7 } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Violation } from '../../kubernetes/structural.ts';
import { type Fields, isFields } from '../../kubernetes/structural-schema.ts';

const lenient = {
  strict: false,
  validateFormats: false,
  unicodeRegExp: false,
  allErrors: true,
  logger: false,
} as const;

/** What a chart's own values.schema.json refuses in values, its defaults already among them. */
export function schemaViolations(schema: Fields, values: Fields): readonly Violation[] {
  // Charts write ids that no validator has (https for draft-07, none of a dialect): the dialect is chosen here instead.
  const { $schema, ...rules } = schema;
  const validate = dialect(String($schema)).compile(rules);
  validate(values);
  return (validate.errors ?? []).map(violation);
}

function dialect(id: string): Ajv {
  if (id.includes('2020-12')) return new Ajv2020(lenient);
  return id.includes('2019-09') ? new Ajv2019(lenient) : new Ajv7(lenient);
}

function violation({ instancePath, message, params }: ErrorObject): Violation {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const property = params['additionalProperty'] as string | undefined;
  return { path: property === undefined ? path : [...path, property], message: message ?? 'is refused' };
}

/** What a schema says about one key of a map: a schema, `open` when it takes any, undefined when it does not know the key. Follows references within the schema. */
export function keyInSchema(root: Fields, schema: unknown, key: string): unknown {
  const { properties, additionalProperties } = dereferenced(root, schema);
  if (isFields(properties) && Object.hasOwn(properties, key)) return properties[key];
  if (isFields(additionalProperties)) return additionalProperties;
  return isFields(properties) ? undefined : 'open';
}

function dereferenced(root: Fields, schema: unknown): Fields {
  if (!isFields(schema)) return {};
  const { $ref } = schema;
  if (typeof $ref !== 'string' || !$ref.startsWith('#/')) return schema;
  const target = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, part) => (isFields(at) ? at[part] : undefined), root);
  return isFields(target) ? dereferenced(root, target) : {};
}
