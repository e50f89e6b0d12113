import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const repository = join(import.meta.dirname, '../..');

/** What a run of the bundled `plinth` gave. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs dist/plinth.cjs as a user would, in a folder. */
export function plinth(words: readonly string[], { cwd = repository, input, env }: Surroundings = {}): Run {
  const program = [join(repository, 'dist/plinth.cjs'), ...words];
  const run = spawnSync(process.execPath, program, {
    cwd,
    encoding: 'utf8',
    input,
    // whatever the one who runs the tests likes to see
    env: { ...process.env, FORCE_COLOR: undefined, ...env },
    timeout: 120_000,
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}
