import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const repository = join(import.meta.dirname, '../..');

/** What a run of the bundled `plinth` gave. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs dist/plinth.cjs as a user would, in a folder. */
export function plinth(
  words: readonly string[],
  { cwd = repository, input }: { cwd?: string; input?: string } = {},
): Run {
  const run = spawnSync(process.execPath, [join(repository, 'dist/plinth.cjs'), ...words], {
    cwd,
    encoding: 'utf8',
    input,
    timeout: 60_000,
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}
