import { appendFileSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Cleared } from '../../cleared.ts';
import { cacheFolder, isOwnCache } from '../../write/cache-folder.ts';
import { fingerprint } from '../../write/ledger.ts';
import { quietly } from '../../write/quietly.ts';
import { isNamed, PROGRAM } from '../program.ts';
import { KEPT_MODES, keepFile, readKept } from './kept-file.ts';
import { removeOldest } from './remove-oldest.ts';

/** What checks cleared, here and in earlier runs. */
export interface KeptCleared extends Cleared {
  /** Keeps what is new for later runs; without a place for it, they ask their checks again. */
  keep(): void;
}

/**
 * What this very Plinth, with extensions of these contents, cleared in earlier runs: in `$XDG_CACHE_HOME/plinth/cleared`, a key on each line. A line
 * ends in a stop: of one that a full disk cut short, or that another run went on with, what is left could be the key of something else.
 */
export function clearedBefore(extensions: string | undefined): KeptCleared {
  const file = isNamed ? fileFor(extensions) : undefined;
  const before = new Set(file === undefined ? [] : keysIn(readKept(file) ?? ''));
  const asked = new Set<string>();
  const made = new Set<string>();
  return {
    has: (key) => {
      const is = before.has(key) || made.has(key);
      if (is) asked.add(key);
      return is;
    },
    add: (key) => void made.add(key),
    keep: () => {
      if (file !== undefined && made.size > 0) keepIn(file, made, asked);
      for (const key of made) before.add(key);
      made.clear();
    },
  };
}

const STOP = '.';

function keysIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => (line.endsWith(STOP) ? [line.slice(0, -STOP.length)] : []));
}

// In bytes: some hundred changes of a platform with a hundred clusters.
const MOST = 1 << 22;
/** How many programs are remembered, and sets of extensions. */
const KEPT = 4;

/** Runs that end at once add to one file; one that has grown too large is begun again with what was of use this time. */
function keepIn(file: string, made: ReadonlySet<string>, asked: ReadonlySet<string>): void {
  const lines = (keys: ReadonlySet<string>) => [...keys].map((key) => `${key}${STOP}\n`).join('');
  quietly(() => {
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (!isOwnCache()) return;
    if (size !== undefined && size > MOST) return keepFile(file, lines(new Set([...asked, ...made])));
    mkdirSync(folder(), { recursive: true, mode: KEPT_MODES.folder });
    appendFileSync(file, lines(made), { mode: KEPT_MODES.file });
    if (size === undefined) removeOldest(folder(), KEPT);
  });
}

function folder(): string {
  return join(cacheFolder(), 'cleared');
}

function fileFor(extensions: string | undefined): string | undefined {
  try {
    return join(folder(), fingerprint(`${PROGRAM} ${extensions ?? ''}`).slice(0, 32));
  } catch {
    return undefined;
  }
}
