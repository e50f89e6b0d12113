import { type Fields, isFields, propertySchema, type StructuralSchema } from './structural-schema.ts';

/**
 * The value as the API server would store it: nulls that a schema does not allow are dropped or replaced by the default, absent fields with a default are filled.
 * The value itself comes back when nothing changes. Source: apiextensions-apiserver, pkg/apiserver/schema/defaulting.
 */
export function applyDefaults(schema: StructuralSchema, value: unknown): unknown {
  if (Array.isArray(value)) return schema.items === undefined ? value : defaultedItems(schema.items, value);
  return isFields(value) ? defaultedFields(schema, value) : value;
}

function defaultedItems(items: StructuralSchema, list: readonly unknown[]): readonly unknown[] {
  const result = list.map((item) => applyDefaults(items, isRefusedNull(items, item) ? (items.default ?? null) : item));
  return result.every((item, index) => item === list[index]) ? list : result;
}

function defaultedFields(schema: StructuralSchema, fields: Fields): Fields {
  const changed = new Map<string, unknown>();
  for (const [key, property] of withDefault(schema))
    if (fields[key] === undefined) changed.set(key, applyDefaults(property, property.default));
  for (const key of Object.keys(fields)) {
    const property = propertySchema(schema, key);
    if (property === undefined || fields[key] === undefined) continue;
    const before = isRefusedNull(property, fields[key]) ? property.default : fields[key];
    const after = applyDefaults(property, before);
    if (after !== fields[key]) changed.set(key, after);
  }
  return changed.size === 0 ? fields : merged(fields, changed);
}

function merged(fields: Fields, changed: ReadonlyMap<string, unknown>): Fields {
  return Object.fromEntries(
    Object.entries({ ...fields, ...Object.fromEntries(changed) }).filter(([, value]) => value !== undefined),
  );
}

function isRefusedNull(schema: StructuralSchema, value: unknown): boolean {
  return value === null && schema.nullable !== true;
}

const defaults = new WeakMap<StructuralSchema, readonly (readonly [string, StructuralSchema])[]>();

function withDefault(schema: StructuralSchema): readonly (readonly [string, StructuralSchema])[] {
  const known = defaults.get(schema);
  if (known !== undefined) return known;
  const found = Object.entries(schema.properties ?? {}).filter(([, property]) => property.default !== undefined);
  defaults.set(schema, found);
  return found;
}
