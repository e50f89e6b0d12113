import { isDeepStrictEqual } from 'node:util';
import { isMap, own, type PlainMap } from '../map.ts';

/** The places of values that say what there would be anyway: every one that equals the default there. */
export function copiedDefaults(
  defaults: PlainMap,
  values: PlainMap,
  above: readonly string[] = [],
): readonly (readonly string[])[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = [...above, key];
    const before = own(defaults, key);
    if (Object.hasOwn(defaults, key) && isDeepStrictEqual(before, value)) return [path];
    return isMap(before) && isMap(value) ? copiedDefaults(before, value, path) : [];
  });
}
