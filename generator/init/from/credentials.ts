import { credentialIn, isCredentialEntry } from '../../credential.ts';
import { isMap, own, put } from '../../map.ts';
import { pathText } from './texts.ts';

/** A value without its credentials, and the ways to those, which are named and never shown. */
export interface Cleared {
  readonly value: unknown;
  readonly leftOut: readonly string[];
}

/** Takes every credential out of a value, by the same rule that keeps them out of the tree. */
export function withoutCredentials(value: unknown, path: readonly string[] = []): Cleared {
  if (typeof value === 'string')
    return credentialIn(value) === undefined ? { value, leftOut: [] } : { value: undefined, leftOut: [pathText(path)] };
  if (Array.isArray(value)) {
    const items = value.map((item, index) => withoutCredentials(item, [...path, `[${index}]`]));
    return {
      value: items.map((item) => item.value).filter((item) => item !== undefined),
      leftOut: items.flatMap((item) => item.leftOut),
    };
  }
  if (!isMap(value)) return { value, leftOut: [] };
  const kept: { [key: string]: unknown } = {};
  const leftOut: string[] = [];
  for (const key of Object.keys(value)) {
    const item = own(value, key);
    const cleared: Cleared = isCredentialEntry(key, item)
      ? { value: undefined, leftOut: [pathText([...path, key])] }
      : withoutCredentials(item, [...path, key]);
    leftOut.push(...cleared.leftOut);
    if (cleared.value !== undefined) put(kept, key, cleared.value);
  }
  return { value: kept, leftOut };
}
