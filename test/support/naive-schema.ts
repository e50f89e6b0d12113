import type { JsonSchema } from '../../generator/kubernetes/json-schema.ts';
import type { StructuralSchema } from '../../generator/kubernetes/structural-schema.ts';

/**
 * What a schema becomes when it is taken for a plain JSON Schema, as scripts do that prepare CustomResourceDefinitions for other validators: strict
 * where fields are named, `x-kubernetes-*` and `nullable` without a meaning. Texts or numbers of core kinds are texts, as Kubernetes' swagger.json says.
 */
export function naiveSchema(schema: StructuralSchema, isCore: boolean): JsonSchema {
  if (isCore && isTextOrNumber(schema)) return { type: 'string' };
  const words = Object.entries(schema).filter(
    ([word]) => !word.startsWith('x-') && word !== 'nullable' && word !== 'default',
  );
  const plain = Object.fromEntries(words.map(([word, value]) => [word, converted(word, value, isCore)]));
  const isClosed = schema.properties !== undefined && schema.additionalProperties === undefined;
  return { ...plain, ...(isClosed ? { additionalProperties: false } : {}) };
}

/** The same of a whole object, of which the published schema names all fields. */
export function naiveObject({ properties, ...schema }: StructuralSchema, isCore: boolean): JsonSchema {
  const metadata = { type: 'object' };
  const named = { ...properties, apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata };
  return naiveSchema({ ...schema, properties: { status: {}, ...named } }, isCore);
}

function converted(word: string, value: unknown, isCore: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const inner = (each: unknown) => naiveSchema(each as StructuralSchema, isCore);
  if (word === 'properties')
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inner(each)]));
  if (['items', 'additionalProperties', 'not'].includes(word)) return inner(value);
  return ['allOf', 'anyOf', 'oneOf'].includes(word) && Array.isArray(value) ? value.map(inner) : value;
}

/** Ports, percentages and quantities. */
export function isTextOrNumber(schema: StructuralSchema): boolean {
  const isQuantity = schema.type === undefined && schema.anyOf?.some(({ type }) => type === 'number') === true;
  return schema['x-kubernetes-int-or-string'] === true || isQuantity;
}
