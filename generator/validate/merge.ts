import { isMap, own, type PlainMap, put } from '../map.ts';

/** One block of options over another: maps by key, lists replaced whole, `null` takes the option back to its default. */
export function mergeOptions(under: unknown, over: unknown): unknown {
  if (!isMap(over)) return over;
  const merged: { [key: string]: unknown } = isMap(under) && !isOtherForm(under, over) ? { ...under } : {};
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete merged[key];
    // in a chart's values, null has a meaning of its own: it removes the chart's default
    else
      put(merged, key, key === 'values' ? mergeValues(own(merged, key), value) : mergeOptions(own(merged, key), value));
  }
  return merged;
}

/** Whether two blocks choose different forms of a union, which have different options. */
function isOtherForm(under: PlainMap, over: PlainMap): boolean {
  const [before, after] = [own(under, 'kind'), own(over, 'kind')];
  return typeof before === 'string' && typeof after === 'string' && before !== after;
}

/** One set of chart values over another: maps by key, everything else replaced, `null` kept. */
export function mergeValues(under: unknown, over: unknown): unknown {
  if (!isMap(over) || !isMap(under)) return over;
  const merged: { [key: string]: unknown } = { ...under };
  for (const [key, value] of Object.entries(over)) {
    if (value !== undefined) put(merged, key, mergeValues(own(merged, key), value));
  }
  return merged;
}
