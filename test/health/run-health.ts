import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What Argo CD shows of an object. */
export interface Health {
  readonly status: 'Healthy' | 'Progressing' | 'Degraded' | 'Suspended';
  readonly message: string;
}

const folder = join(import.meta.dirname, 'go-lua');

/** Why the interpreter of Argo CD cannot be had here, or undefined when it can. */
export function missingInterpreter(): string | undefined {
  const { status, error, stderr } = spawnSync('go', ['mod', 'download'], { cwd: folder, encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}

/** The health of each object by a script, in Argo CD's interpreter with the libraries that it allows; an error of the script is an Error. */
export function healthOf(script: string, objects: readonly object[]): readonly Health[] {
  const input = JSON.stringify(objects.map((object) => ({ script, object })));
  const { status, stdout, stderr } = spawnSync('go', ['run', '.'], { cwd: folder, input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const outcomes = JSON.parse(stdout) as readonly { readonly health?: Health; readonly error?: string }[];
  return outcomes.map(({ health, error }) => {
    if (health === undefined) throw new Error(error);
    return health;
  });
}
