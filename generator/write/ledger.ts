import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, diskFailure } from './disk-failure.ts';
import type { PrivateFolder } from './private-folder.ts';
import { quietly } from './quietly.ts';
import { isTemporaryName, temporaryName } from './temporary-name.ts';

/** The sha256 (hex) of every text that Plinth wrote, or was about to write, under one root of one working copy. */
export type Ledger = ReadonlySet<string>;

/** The sha256 of a text, in hex. */
export function fingerprint(text: string | Buffer): string {
  // Not imported: loading it takes longer than a run that changes nothing takes to compare a hundred files.
  return process.getBuiltinModule('node:crypto').hash('sha256', text);
}

/** The file of the ledger of `folder`. */
export function ledgerPath(folder: string): string {
  return join(folder, 'written');
}

/** The ledger of a working copy; undefined when Plinth has never written it. */
export function readLedger({ path, earlier }: PrivateFolder): Ledger | undefined {
  const ledger = ledgerIn(path);
  // `git init` after the first run is no hand edit
  return ledger === undefined && earlier !== undefined ? ledgerIn(earlier) : ledger;
}

function ledgerIn(folder: string): Ledger | undefined {
  const path = ledgerPath(folder);
  try {
    return new Set(readFileSync(path, 'utf8').split('\n'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw diskFailure('read', path, error);
  }
}

/** Replaces the ledger of `folder` as a whole: a killed run leaves the old one or the new one. Only one run may do so at a time. */
export function writeLedger(folder: string, ledger: Ledger): void {
  const path = ledgerPath(folder);
  const temporary = join(folder, temporaryName('written'));
  try {
    mkdirSync(folder, { recursive: true });
    removeLeftovers(folder);
    writeFileSync(temporary, `${[...ledger].sort().join('\n')}\n`, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    quietly(() => rmSync(temporary, { force: true }));
    throw diskFailure('write', path, error, 'Nothing was changed.');
  }
}

function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) if (isTemporaryName(name)) rmSync(join(folder, name), { force: true });
}
