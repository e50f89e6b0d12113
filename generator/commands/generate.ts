import type { Tree } from '../tree.ts';
import { type WriteResult, write } from '../write.ts';
import { compileOnce } from './compile/compile-once.ts';
import { type Invocation, readPlatform, rootOf } from './invocation.ts';
import { printOutcome } from './print/print-outcome.ts';

interface GenerateFlags extends Invocation {
  readonly check?: boolean;
  readonly force?: boolean;
}

/** `plinth generate`: writes the tree, or with `--check` lists how the disk differs from it. Nothing is written when there is an error. */
export async function runGenerate(flags: GenerateFlags): Promise<number> {
  const compilation = await compileOnce(readPlatform(flags.platform), flags.platform, rootOf(flags));
  const { tree, rulesNotEvaluated } = compilation;
  if (tree === undefined) {
    printOutcome(flags, compilation, {}, 'nothing was written\n');
    return 1;
  }
  const result = write(tree, rootOf(flags), { check: flags.check ?? false, force: flags.force ?? false });
  const differs = differences(result).length > 0;
  const code = (flags.check === true && differs) || result.kept.length > 0 ? 1 : 0;
  printOutcome(flags, compilation, { ...result, rulesNotEvaluated }, summary(flags, result, tree));
  return code;
}

/** Every file that is not as it should be, with why. */
function differences(result: WriteResult): readonly string[] {
  const kept = new Set(result.kept);
  const list = (word: string, paths: readonly string[]) =>
    paths.filter((path) => !kept.has(path)).map((path) => `${word.padEnd(8)} ${path}`);
  return [
    ...list('missing', result.missing),
    ...list('drifted', result.drifted),
    ...list('stale', result.stale),
    ...result.kept.map((path) => `edited   ${path} (changed by hand and in no commit)`),
    ...list('foreign', result.foreign),
    ...result.blocked.map(({ path, reason }) => `blocked  ${path} (${reason})`),
  ];
}

function summary(flags: GenerateFlags, result: WriteResult, tree: Tree): string {
  if (flags.check === true) return checked(result, tree);
  const foreign = result.foreign.map((path) => `foreign  ${path} (not made by Plinth; left alone)\n`).join('');
  const kept = result.kept
    .map((path) => `kept     ${path} (changed by hand and in no commit; --force gives the change up)\n`)
    .join('');
  const counts = `${tree.size} files: ${result.written.length} written, ${result.removed.length} removed, ${result.unchanged} unchanged`;
  return `${foreign}${kept}${counts}\n`;
}

function checked(result: WriteResult, tree: Tree): string {
  const lines = differences(result);
  if (lines.length === 0) return `${tree.size} files, all as platform.yaml says\n`;
  const count = `${lines.length} of ${tree.size} files ${lines.length === 1 ? 'differs' : 'differ'}`;
  const todo = waysOut(result);
  const last = todo.length === 1 ? `; ${todo[0]}` : `:${todo.map((way) => `\n  ${way}`).join('')}`;
  return `${lines.join('\n')}\n\n${count}${last}\n`;
}

/** What helps against each kind of difference, in the order in which to do it. */
const ways = {
  blocked: 'what is blocked, move away or delete first: until then, `plinth generate` writes nothing',
  unwritten: 'run `plinth generate` and commit what it writes',
  edited:
    'what is edited, say in platform.yaml instead, and `plinth generate --force` gives the edit up; one that is committed, `plinth generate` replaces',
  foreign:
    'what is foreign, move out of `kustomize/` and `clusters/`, or delete: Plinth touches only what it generated',
};

/** What brings the disk back to the tree, a sentence for each kind of difference that there is. */
function waysOut({ missing, drifted, stale, kept, foreign, blocked }: WriteResult): readonly string[] {
  const counts = {
    blocked: blocked.length,
    unwritten: missing.length + drifted.length + stale.length - kept.length,
    edited: kept.length,
    foreign: foreign.length,
  };
  return (Object.keys(ways) as (keyof typeof ways)[]).filter((kind) => counts[kind] > 0).map((kind) => ways[kind]);
}
