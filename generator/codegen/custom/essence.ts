import { Failure } from '../../failure.ts';
import { isFields, type StructuralSchema } from '../../kubernetes/structural-schema.ts';
import { mapSubschemas } from '../map-subschemas.ts';

/** A schema as an upstream definition has it without its words: all that says what an object may be, and nothing that only tells a reader. A Failure on a keyword that is not known to be either. */
export function essence(schema: StructuralSchema): StructuralSchema {
  const unknown = Object.keys(schema).find((keyword) => !kept.has(keyword) && !words.has(keyword));
  if (unknown !== undefined) throw new Failure(`a schema says ${unknown}, and nobody decided what that means`);
  const own = Object.entries(schema).filter(([keyword, value]) => kept.has(keyword) && !isIdle(keyword, value));
  return mapSubschemas(Object.fromEntries(own) as StructuralSchema, essence);
}

const notWritten = ['apiVersion', 'kind', 'status'];

/** Of a whole object only what its author may write: its status is for controllers, its apiVersion and kind are known. */
export function written({ properties = {}, ...schema }: StructuralSchema): StructuralSchema {
  const own = Object.fromEntries(Object.entries(properties).filter(([field]) => !notWritten.includes(field)));
  const required = schema.required?.filter((field) => !notWritten.includes(field)) ?? [];
  const { required: _, ...rest } = schema;
  return { ...rest, ...(required.length === 0 ? {} : { required }), properties: own };
}

const words = new Set(['description', 'title', 'example', 'externalDocs']);

const kept = new Set([
  ...['type', 'format', 'nullable', 'default', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minItems', 'maxItems', 'uniqueItems', 'minProperties'],
  ...['maxProperties', 'properties', 'required', 'additionalProperties', 'items', 'allOf', 'anyOf', 'oneOf', 'not'],
  ...['x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'],
  ...['x-kubernetes-list-type', 'x-kubernetes-list-map-keys', 'x-kubernetes-map-type', 'x-kubernetes-validations'],
]);

/** Whether a keyword says what is so without it. */
function isIdle(keyword: string, value: unknown): boolean {
  if (keyword === 'required' || keyword === 'x-kubernetes-validations')
    return Array.isArray(value) && value.length === 0;
  if (keyword === 'properties') return isFields(value) && Object.keys(value).length === 0;
  return value === false && keyword !== 'default' && keyword !== 'additionalProperties';
}
