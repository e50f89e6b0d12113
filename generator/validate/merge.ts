/** One block of options over another: maps by key, lists replaced whole, `null` takes the option back to its default. */
export function mergeOptions(under: unknown, over: unknown): unknown {
  if (!isMap(over)) return over;
  const merged: { [key: string]: unknown } = isMap(under) ? { ...under } : {};
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete merged[key];
    // in a chart's values, null has a meaning of its own: it removes the chart's default
    else set(merged, key, key === 'values' ? mergeValues(merged[key], value) : mergeOptions(merged[key], value));
  }
  return merged;
}

/** One set of chart values over another: maps by key, everything else replaced, `null` kept. */
export function mergeValues(under: unknown, over: unknown): unknown {
  if (!isMap(over) || !isMap(under)) return over;
  const merged: { [key: string]: unknown } = { ...under };
  for (const [key, value] of Object.entries(over)) {
    if (value !== undefined) set(merged, key, mergeValues(merged[key], value));
  }
  return merged;
}

function set(map: { [key: string]: unknown }, key: string, value: unknown): void {
  // an assignment to `__proto__` would change the map's prototype
  Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
}

/** Whether a value is a map of YAML, as opposed to a list or a scalar. */
export function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
