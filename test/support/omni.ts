import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../omni');

/** What Omni's own code says of each cluster template, a file each: null where it takes it. A Go program that takes minutes to build once. */
export function omniSays(files: readonly string[]): readonly (string | null)[] {
  const run = spawnSync('go', ['run', '.'], { cwd: folder, input: `${files.join('\n')}\n`, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.error?.message ?? run.stderr);
  const answers = run.stdout.trimEnd().split('\n');
  return answers.map((answer) => JSON.parse(answer) as string | null);
}
