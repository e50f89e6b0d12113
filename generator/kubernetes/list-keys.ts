import { inOrder } from './in-order.ts';
import { type Fields, isFields, type StructuralSchema } from './structural-schema.ts';

const none: readonly number[] = [];

/** The indexes of items that repeat an earlier one: as a whole in a `set`, by their keys in a `map`. Source: apiextensions-apiserver, pkg/apiserver/schema/listtype. */
export function repeatedItems(schema: StructuralSchema, list: readonly unknown[]): readonly number[] {
  const type = schema['x-kubernetes-list-type'];
  if (list.length < 2 || (type !== 'set' && type !== 'map')) return none;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const seen = new Set<string>();
  return list.flatMap((item, index) => {
    const identity = JSON.stringify(
      inOrder(type === 'map' && isFields(item) ? keys.map((key) => keyOf(schema, item, key)) : item),
    );
    if (seen.has(identity)) return [index];
    seen.add(identity);
    return [];
  });
}

/** A key that is left out has its default. */
function keyOf({ items }: StructuralSchema, item: Fields, key: string): unknown {
  return item[key] ?? items?.properties?.[key]?.default;
}
