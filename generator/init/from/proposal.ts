import type { Path } from '../../diagnostic.ts';
import { isMap, own, type PlainMap } from '../../map.ts';

/** A part of the proposal that did not hold, with what it would have been. */
export interface Refused {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly why: string;
}

/** A platform.yaml that is proposed: its value, and for each block the files that it comes from. */
export interface Proposal {
  readonly value: PlainMap;
  /** Notes by the way to a block, joined with `/`: where it comes from, or that nothing in the folder says it. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
  readonly refused: readonly Refused[];
}

/** The key of `notes` for a way. */
export function noteKey(path: readonly string[]): string {
  return path.join('/');
}

/** The longest beginning of a way that the value has, as keys; empty where it has none of it. */
export function knownPart(value: unknown, path: Path): readonly string[] {
  const [first, ...rest] = path;
  if (first === undefined || !isMap(value) || typeof first !== 'string' || !Object.hasOwn(value, first)) return [];
  return [first, ...knownPart(own(value, first), rest)];
}

/** The value without what is at a way, and without maps that are empty by it, blocks of components and apps aside. */
export function without(value: PlainMap, [first = '', ...rest]: readonly string[]): PlainMap {
  if (rest.length === 0) {
    const { [first]: _, ...others } = value;
    return others;
  }
  const inner = own(value, first);
  return isMap(inner) ? { ...value, [first]: without(inner, rest) } : value;
}
