import { isMap, own, put, valueAt } from '../../map.ts';

/** The text at a way into a value; undefined for anything else. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The list at a way into a value; empty for anything else. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** A scalar of a value, and the way to it; items of a list by their name where they have one, else by number. An empty map or list is one as well. */
export interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Every scalar in a value. */
export function leavesOf(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((item, index) => leavesOf(item, [...path, `[${textAt(item, 'name') ?? index}]`]));
  if (isMap(value) && Object.keys(value).length > 0)
    return Object.keys(value).flatMap((key) => leavesOf(own(value, key), [...path, key]));
  return value === undefined ? [] : [{ path, value }];
}

/** A way as people write it: `controller.args[0]`. */
export function pathText(path: readonly string[]): string {
  return path.map((part, index) => (index === 0 || part.startsWith('[') ? part : `.${part}`)).join('');
}

/** One map merged over another as Helm does it: maps key by key, anything else whole. */
export function merged(under: unknown, over: unknown): unknown {
  if (!isMap(under) || !isMap(over)) return over === undefined ? under : over;
  const result: { [key: string]: unknown } = {};
  for (const key of [...Object.keys(under), ...Object.keys(over)])
    put(result, key, Object.hasOwn(over, key) ? merged(own(under, key), own(over, key)) : own(under, key));
  return result;
}
