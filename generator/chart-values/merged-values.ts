import { isMap, own, type PlainMap, put } from '../map.ts';

/** Values over defaults as Helm merges them: maps by key, anything else replaced, null takes a default away. */
export function mergedValues(defaults: PlainMap, values: PlainMap): PlainMap {
  const result: { [key: string]: unknown } = { ...defaults };
  for (const [key, value] of Object.entries(values)) {
    const before = own(result, key);
    if (value === null) delete result[key];
    else put(result, key, isMap(value) && isMap(before) ? mergedValues(before, value) : value);
  }
  return result;
}
