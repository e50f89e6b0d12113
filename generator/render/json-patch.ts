import { equal } from '../equal.ts';
import { isMap, own } from '../map.ts';

/** One operation of RFC 6902. */
export interface Operation {
  readonly op: 'add' | 'remove' | 'replace' | 'test';
  readonly path: string;
  readonly value?: unknown;
}

/** The operations that turn one value into another. Before each that goes through a list index, a `test` makes sure that the item is the one meant. */
export function jsonPatch(base: unknown, meant: unknown, path = ''): readonly Operation[] {
  if (equal(base, meant)) return [];
  if (isMap(base) && isMap(meant)) return mapOperations(base, meant, path);
  if (Array.isArray(base) && Array.isArray(meant) && base.length === meant.length)
    return listOperations(base, meant, path);
  return [{ op: 'replace', path, value: meant }];
}

function mapOperations(
  base: { readonly [key: string]: unknown },
  meant: { readonly [key: string]: unknown },
  path: string,
): readonly Operation[] {
  const keys = [...new Set([...Object.keys(base), ...Object.keys(meant)])];
  return keys.flatMap((key): readonly Operation[] => {
    const inside = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const [before, after] = [own(base, key), own(meant, key)];
    if (after === undefined) return before === undefined ? [] : [{ op: 'remove', path: inside }];
    if (before === undefined) return [{ op: 'add', path: inside, value: after }];
    return jsonPatch(before, after, inside);
  });
}

function listOperations(base: readonly unknown[], meant: readonly unknown[], path: string): readonly Operation[] {
  return base.flatMap((item, index) => {
    const inside = `${path}/${index}`;
    const operations = jsonPatch(item, meant[index], inside);
    return operations.length === 0 ? [] : [identityTest(item, meant[index], inside), ...operations];
  });
}

function identityTest(item: unknown, meant: unknown, path: string): Operation {
  const named = isMap(item) && isMap(meant) && typeof item['name'] === 'string' && item['name'] === meant['name'];
  return named ? { op: 'test', path: `${path}/name`, value: item['name'] } : { op: 'test', path, value: item };
}
