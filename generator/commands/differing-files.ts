import { write } from '../write.ts';
import { compileOnce } from './compile/compile-once.ts';
import { type Invocation, rootOf } from './invocation.ts';

/**
 * How many files on the disk are not those that a platform compiles to. None where nobody can tell: standard input is no file beside a tree,
 * and a platform with errors has no tree.
 */
export async function differingFiles(bytes: Uint8Array, flags: Invocation): Promise<number> {
  if (flags.platform === '-') return 0;
  const { tree } = await compileOnce(bytes, flags.platform, rootOf(flags));
  if (tree === undefined) return 0;
  const { missing, drifted, stale, foreign, blocked } = write(tree, rootOf(flags), { check: true });
  return [missing, drifted, stale, foreign, blocked].reduce((count, { length }) => count + length, 0);
}
