import { join } from 'node:path';
import type { Diagnostic } from '../diagnostic.ts';
import { cacheFolder } from '../write/cache-folder.ts';
import { fingerprint } from '../write/ledger.ts';
import { keepFile, parsedJson, readKept } from './kept-file.ts';
import { removeOldest } from './remove-oldest.ts';

/** What is kept of a run without errors: everything but the platform's text. */
export interface KnownRun {
  readonly diagnostics: readonly Diagnostic[];
  /** The tree, path by path. */
  readonly tree: readonly (readonly [string, string])[];
  readonly rulesNotEvaluated: number;
  /** The folders of the repository that the run asked for, and whether they were there. */
  readonly folders: readonly (readonly [string, boolean])[];
}

/** What is kept under a key; undefined where nothing is, or not all of it. */
export function knownRun(key: string): KnownRun | undefined {
  const text = readKept(join(folder(), key)) ?? '';
  const body = text.slice(SUM);
  // what a full disk or another program cut short would become files of the tree
  return fingerprint(body) === text.slice(0, SUM) ? parsedJson<KnownRun>(body) : undefined;
}

/** Keeps a run for the next one, in one step; without a place for it, the next one compiles again. */
export function keepRun(key: string, run: KnownRun): void {
  const body = JSON.stringify(run);
  keepFile(join(folder(), key), `${fingerprint(body)}${body}`, { folder: 0o700, file: 0o600 });
  removeOldest(folder(), KEPT);
}

/** The length of the digest that a kept file begins with. */
const SUM = 64;
/** How many runs are kept: those of the branches that somebody goes to and fro between. */
const KEPT = 12;

function folder(): string {
  return join(cacheFolder(), 'runs');
}
