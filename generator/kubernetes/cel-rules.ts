import type { StructuralSchema } from './structural-schema.ts';

/** Whether a schema has rules in CEL (`x-kubernetes-validations`) at any depth; an object of it is then to be asked for them. */
export function hasRules(schema: StructuralSchema): boolean {
  const before = known.get(schema);
  if (before !== undefined) return before;
  // a schema may lead back to itself
  known.set(schema, false);
  const found = (schema['x-kubernetes-validations']?.length ?? 0) > 0 || inner(schema).some(hasRules);
  known.set(schema, found);
  return found;
}

// rules below `not` or in the branches of a choice are not allowed: the API server refuses such a definition
function inner({ properties = {}, items, additionalProperties }: StructuralSchema): readonly StructuralSchema[] {
  return [...Object.values(properties), items, additionalProperties].filter((each) => typeof each === 'object');
}

const known = new WeakMap<StructuralSchema, boolean>();
