import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { diskFailure } from '../write/disk-failure.ts';

/** Writes a file that is not there yet, and says whether it did; one that exists stays as it is. */
export function writeNew(path: string, text: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false;
    throw diskFailure('write', path, error);
  }
}
