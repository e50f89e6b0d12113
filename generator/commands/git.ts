import { spawnSync } from 'node:child_process';
import { Failure } from '../failure.ts';

/** What git prints, run in a folder. A Failure says what git said. */
export function git(words: readonly string[], folder: string, input = ''): Buffer {
  const run = spawnSync('git', words as string[], { cwd: folder, input, maxBuffer: 1 << 30 });
  if (run.error !== undefined) throw new Failure(`git cannot be run: ${run.error.message}`, 'install git', run.error);
  if (run.status !== 0)
    throw new Failure(`git ${words[0] ?? ''}: ${run.stderr.toString().trim()}`, 'is this a git repository?');
  return run.stdout;
}
