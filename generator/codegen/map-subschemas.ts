import type { StructuralSchema } from '../kubernetes/structural-schema.ts';

/** A schema with every schema directly in it (of its properties, items, other properties and forms) replaced by what `change` makes of it. */
export function mapSubschemas(
  schema: StructuralSchema,
  change: (inner: StructuralSchema) => StructuralSchema,
): StructuralSchema {
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, changed(keyword, value, change)]),
  );
}

function changed(keyword: string, value: unknown, change: (inner: StructuralSchema) => StructuralSchema): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (keyword === 'properties')
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner)]));
  if (['items', 'not', 'additionalProperties'].includes(keyword)) return change(value);
  return ['allOf', 'anyOf', 'oneOf'].includes(keyword) && Array.isArray(value) ? value.map(change) : value;
}
