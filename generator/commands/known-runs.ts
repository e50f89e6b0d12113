import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostic.ts';
import { cacheFolder } from '../write/cache-folder.ts';
import { fingerprint } from '../write/ledger.ts';
import { quietly } from '../write/quietly.ts';

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
  try {
    const text = readFileSync(join(folder(), key), 'utf8');
    const body = text.slice(SUM);
    // what a full disk or another program cut short would become files of the tree
    return fingerprint(body) === text.slice(0, SUM) ? (JSON.parse(body) as KnownRun) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a run for the next one, in one step; without a place for it, the next one compiles again. */
export function keepRun(key: string, run: KnownRun): void {
  const body = JSON.stringify(run);
  quietly(() => {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    const temporary = join(folder(), `${key}.${process.pid}`);
    writeFileSync(temporary, `${fingerprint(body)}${body}`, { mode: 0o600 });
    renameSync(temporary, join(folder(), key));
    removeOldest();
  });
}

/** The length of the digest that a kept file begins with. */
const SUM = 64;
/** How many runs are kept: those of the branches that somebody goes to and fro between. */
const KEPT = 12;

function folder(): string {
  return join(cacheFolder(), 'runs');
}

function removeOldest(): void {
  const all = readdirSync(folder()).map((name) => ({ name, time: statSync(join(folder(), name)).mtimeMs }));
  for (const { name } of all.sort((a, b) => b.time - a.time).slice(KEPT)) rmSync(join(folder(), name), { force: true });
}
