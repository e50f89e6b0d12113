import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../failure.ts';
import { isGenerated } from '../tree.ts';
import { codeOf, diskFailure } from '../write/disk-failure.ts';

/** The lock beside a platform: `platform.lock` of `platform.yaml`. */
export function lockPath(platform: string): string {
  if (platform === '-') return 'platform.lock';
  return join(dirname(platform), `${basename(platform).replace(/\.ya?ml$/, '')}.lock`);
}

/** The text of a lock file; undefined where there is none. A Failure when it is not Plinth's. */
export function readLockFile(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    if (isGenerated(text) || text.trim() === '') return text;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw diskFailure('read', path, error);
  }
  throw new Failure(`${path} was not made by Plinth`, 'Move it away: Plinth keeps its digests there.');
}
