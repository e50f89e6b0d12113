import { inspect } from 'node:util';
import type { OptionCheck } from '../../generator/option-check.ts';

/** A verdict, and what is then in the block: the order of keys in it, and what is undefined or NaN. */
export function outcome(check: OptionCheck, block: unknown, but: readonly string[] = []): string {
  const own = structuredClone(block);
  if (!check.completes(own, but)) return 'not valid';
  return shown(but.length === 0 ? own : Object.entries(own as object).filter(([option]) => !but.includes(option)));
}

/** A value as text. */
export function shown(value: unknown): string {
  return inspect(value, {
    depth: null,
    maxArrayLength: null,
    maxStringLength: null,
    breakLength: Number.POSITIVE_INFINITY,
  });
}
