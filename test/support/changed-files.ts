import { expect } from 'vitest';
import { compile } from '../../generator/index.ts';
import type { Tree } from '../../generator/tree.ts';

/** The tree of a platform without errors. */
export function treeOf(text: string): Tree {
  const { tree, diagnostics } = compile(text);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return tree ?? new Map();
}

/** The files in which two trees differ, sorted: `+` only in the second, `-` only in the first, `~` with another text. */
export function changedFiles(before: Tree, after: Tree): readonly string[] {
  const sign = (path: string) => (!after.has(path) ? '-' : before.has(path) ? '~' : '+');
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort()
    .map((path) => `${sign(path)} ${path}`);
}
