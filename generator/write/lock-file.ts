import { constants, copyFileSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf, diskFailure } from './disk-failure.ts';
import { quietly } from './quietly.ts';
import { temporaryName } from './temporary-name.ts';

/** Makes a file with this text if there is none, at once and as a whole; false when there is one. */
export function createLock(path: string, text: string): boolean {
  const signed = join(dirname(path), temporaryName(basename(path)));
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(signed, text, { flag: 'wx' });
    return place(signed, path);
  } catch (error) {
    throw diskFailure('write', path, error, 'Nothing was changed.');
  } finally {
    removeLock(signed);
  }
}

// Some file systems (FAT, shared folders of virtual machines) know no links; a copy is not there as a whole at once.
function place(signed: string, path: string): boolean {
  try {
    return isNew(() => linkSync(signed, path));
  } catch {
    return isNew(() => copyFileSync(signed, path, constants.COPYFILE_EXCL));
  }
}

function isNew(create: () => void): boolean {
  try {
    create();
    return true;
  } catch (error) {
    // ENOENT: whoever holds the lock has just tidied up the folder.
    if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** The text of a lock; undefined when it is not there. */
export function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw diskFailure('read', path, error, 'Nothing was changed.');
  }
}

/** Removes a lock if it can: one that stays behind is a dead owner's in a moment, and the outcome of the run counts more. */
export function removeLock(path: string): void {
  quietly(() => rmSync(path, { force: true }));
}
