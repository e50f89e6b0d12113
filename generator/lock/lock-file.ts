import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../failure.ts';
import type { Lock } from '../lock.ts';
import { diskFailure } from '../write/disk-failure.ts';
import { quietly } from '../write/quietly.ts';
import { temporaryName } from '../write/temporary-name.ts';
import { removeAbandoned } from './cache.ts';
import { lockText, readLockText } from './lock-text.ts';
import { readLockFile } from './read-lock-file.ts';

/** What the text of a lock file says; nothing where there is none. */
export function lockIn(text: string | undefined, path: string): Lock {
  return text === undefined || text.trim() === '' ? [] : readLockText(text, path);
}

/** Replaces the lock file if it differs; `was` is what it said when the run began. A Failure when someone else changed it since. */
export function writeLockFile(path: string, lock: Lock, was: string | undefined): boolean {
  const text = lockText(lock);
  const now = readLockFile(path);
  if (now === text) return false;
  if (now !== was) throw new Failure(`${path} was changed while this run fetched`, 'Nothing was written. Run again.');
  removeAbandoned(dirname(path), basename(path));
  replace(path, text);
  return true;
}

function replace(path: string, text: string): void {
  const temporary = join(dirname(path), temporaryName(basename(path)));
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: statSync(path, { throwIfNoEntry: false })?.mode ?? 0o644 });
    renameSync(temporary, path);
  } catch (error) {
    quietly(() => rmSync(temporary, { force: true }));
    throw diskFailure('write', path, error, 'Nothing was changed.');
  }
}
