/** A map of YAML: any keys, `__proto__` and `constructor` among them, hence the functions below. */
export type PlainMap = { readonly [key: string]: unknown };

/** Whether a value is a map of YAML, as opposed to a list or a scalar. */
export function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value that a map itself has under a key, not what every object inherits. */
export function own(map: object, key: string): unknown {
  return Object.hasOwn(map, key) ? (map as PlainMap)[key] : undefined;
}

/** Sets a key of a map; an assignment to `__proto__` would change its prototype. */
export function put(map: { [key: string]: unknown }, key: string, value: unknown): void {
  Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
}

/** The same value with the keys of every map in one order, so that the order in which people write them does not matter. */
export function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (!isMap(value)) return value;
  const sorted: { [key: string]: unknown } = {};
  for (const key of Object.keys(value).sort()) put(sorted, key, sortedKeys(value[key]));
  return sorted;
}

/** The value at a way into an object. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isMap(at) ? own(at, key) : undefined), value);
}
