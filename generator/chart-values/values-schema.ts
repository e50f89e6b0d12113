import type { Ajv, ErrorObject } from 'ajv';
import { Ajv as Ajv7 } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isMap, own, type PlainMap } from '../map.ts';

const lenient = {
  strict: false,
  validateFormats: false,
  unicodeRegExp: false,
  allErrors: true,
  logger: false,
} as const;

/** Where a schema refuses something, and why, as the end of a sentence. */
export interface Refusal {
  readonly path: readonly string[];
  readonly message: string;
}

/** What a chart's own values.schema.json refuses in values, its defaults already among them; one error for each form that fits none. Throws where the schema refers to another file. */
export function schemaViolations(schema: PlainMap, values: PlainMap): readonly Refusal[] {
  // Charts write ids that no validator has (https for draft-07, none of a dialect): the dialect is chosen here instead.
  const { $schema, ...rules } = schema;
  const validate = dialect(String($schema)).compile(rules);
  validate(values);
  return outermost(validate.errors ?? []).map(violation);
}

function dialect(id: string): Ajv {
  if (id.includes('2020-12')) return new Ajv2020(lenient);
  return id.includes('2019-09') ? new Ajv2019(lenient) : new Ajv7(lenient);
}

/** Why each of several forms does not fit says less than that none does; that a condition holds says nothing. */
function outermost(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const isWithin = ({ instancePath }: ErrorObject, form: ErrorObject) =>
    instancePath === form.instancePath || instancePath.startsWith(`${form.instancePath}/`);
  // what is wrong with a form comes before the form
  return errors.filter(
    (error, index) =>
      error.keyword !== 'if' && !errors.slice(index + 1).some((form) => isForm(form) && isWithin(error, form)),
  );
}

function isForm({ keyword }: ErrorObject): boolean {
  return keyword === 'anyOf' || keyword === 'oneOf';
}

function violation({ instancePath, message, params }: ErrorObject): Refusal {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const property = params['additionalProperty'] as string | undefined;
  return { path: property === undefined ? path : [...path, property], message: message ?? 'is refused' };
}

/** What a schema says about one key of a map: a schema, `open` when it takes any, undefined when it does not know the key. Follows references within the schema. */
export function keyInSchema(root: PlainMap, schema: unknown, key: string): unknown {
  const { properties, additionalProperties, patternProperties, allOf, anyOf, oneOf } = dereferenced(root, schema);
  if (isMap(properties) && Object.hasOwn(properties, key)) return properties[key];
  if (isMap(additionalProperties)) return additionalProperties;
  // a key may be that of one of several forms
  if ([patternProperties, allOf, anyOf, oneOf].some((each) => each !== undefined)) return 'open';
  return isMap(properties) ? undefined : 'open';
}

function dereferenced(root: PlainMap, schema: unknown, seen: readonly string[] = []): PlainMap {
  if (!isMap(schema)) return {};
  const { $ref } = schema;
  if (typeof $ref !== 'string' || !$ref.startsWith('#/') || seen.includes($ref)) return schema;
  const target = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, part) => (isMap(at) ? own(at, part) : undefined), root);
  return isMap(target) ? dereferenced(root, target, [...seen, $ref]) : {};
}
