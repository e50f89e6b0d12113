import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Run, repository } from '../support/cli.ts';

/** Starts dist/plinth.cjs in a folder while the test goes on, for a server in the test must answer it. Only `env` is its environment. */
export function startPlinth(
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): { readonly process: ChildProcess; readonly ended: Promise<Run> } {
  const run = spawn(process.execPath, [join(repository, 'dist/plinth.cjs'), ...words], { cwd, env });
  const ended = Promise.all([once(run, 'exit'), text(run.stdout), text(run.stderr)]);
  return { process: run, ended: ended.then(([[code], out, err]) => ({ code, out, err })) };
}
