import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerPath } from './ledger.ts';

/** What keeps other runs away while one writes. */
export function lockPath(folder: string): string {
  return join(folder, 'lock');
}

/** Which run was the last to change a file below a root, as text that no other run has: each replaces the ledger of `folder` before it changes anything. */
export function lastRun(folder: string): string {
  const ledger = statSync(ledgerPath(folder), { bigint: true, throwIfNoEntry: false });
  return ledger === undefined ? 'none' : [ledger.dev, ledger.ino, ledger.mtimeNs, ledger.ctimeNs].join(' ');
}

/** The same, of a run that has ended; undefined while one may be at work, or where that cannot be told. */
export function endedRun(folder: string): string | undefined {
  try {
    const last = lastRun(folder);
    // asked last: a run that let go of its lock before this line has left its ledger, and one that comes later will leave another
    return statSync(lockPath(folder), { throwIfNoEntry: false }) === undefined ? last : undefined;
  } catch {
    return undefined;
  }
}
