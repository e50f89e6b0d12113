import type { Path } from '../diagnostic.ts';
import { equal } from '../equal.ts';
import { isMap, own } from '../map.ts';

/** One place where two texts of a platform say something else: the way to it, and which of them has it. */
export interface Edit {
  readonly path: Path;
  readonly side: 'before' | 'after';
}

/** Every place where two platforms differ, as deep as both have it; one that is gone is of the first. */
export function edits(before: unknown, after: unknown, path: Path = []): readonly Edit[] {
  if (equal(before, after)) return [];
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => edits(own(before, key), own(after, key), [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return after.flatMap((item, index) => edits(before[index], item, [...path, index]));
  return [{ path, side: after === undefined ? 'before' : 'after' }];
}
