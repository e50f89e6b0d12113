import { objectMeta } from './object-meta.ts';
import { type Fields, isFields, propertySchema, type StructuralSchema } from './structural-schema.ts';

/**
 * The value as the API server would store it: nulls that a schema does not allow are dropped or replaced by the default, absent fields with a default are filled.
 * The value itself comes back when nothing changes. Source: apiextensions-apiserver, pkg/apiserver/schema/{defaulting,objectmeta}.
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
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
  for (const [key, property] of withDefault(schema))
    if (fields[key] === undefined) changed.set(key, applyDefaults(property, property.default));
  for (const key of Object.keys(fields)) {
    if (fields[key] === undefined) continue;
    const decoded = key === 'metadata' && isEmbedded ? decodedMetadata(fields[key]) : fields[key];
    const after = stored(propertySchema(schema, key), decoded);
    if (after !== fields[key]) changed.set(key, after);
  }
  return changed.size === 0 ? fields : merged(fields, changed);
}

function stored(property: StructuralSchema | undefined, value: unknown): unknown {
  if (property === undefined || value === undefined) return value;
  return applyDefaults(property, isRefusedNull(property, value) ? property.default : value);
}

/** Metadata is read into Go's type for it, where null is the same as nothing, and an empty text in a map of texts. */
function decodedMetadata(value: unknown): unknown {
  if (value === null) return undefined;
  if (!isFields(value)) return value;
  const changed = new Map<string, unknown>();
  for (const key of Object.keys(value)) {
    if (value[key] === null && isMetadata(key)) changed.set(key, undefined);
    else if (key === 'labels' || key === 'annotations') changed.set(key, withTexts(value[key]));
  }
  return [...changed].every(([key, each]) => each === value[key]) ? value : merged(value, changed);
}

function isMetadata(key: string): boolean {
  return Object.hasOwn(objectMeta.properties ?? {}, key);
}

function withTexts(map: unknown): unknown {
  if (!isFields(map) || !Object.values(map).includes(null)) return map;
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, value ?? '']));
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
