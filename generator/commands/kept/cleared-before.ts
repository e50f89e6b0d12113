import type { Cleared } from '../../cleared.ts';
import { fingerprint } from '../../write/ledger.ts';
import { isNamed, PROGRAM } from '../program.ts';
import { addToKept, keepFile, keptSize, type Place, readKept } from './kept-file.ts';
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
  const place = isNamed ? placeFor(extensions) : undefined;
  const before = new Set(place === undefined ? [] : keysIn(readKept(place) ?? ''));
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
      if (place !== undefined && made.size > 0) keepIn(place, made, asked);
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
function keepIn(place: Place, made: ReadonlySet<string>, asked: ReadonlySet<string>): void {
  const lines = (keys: ReadonlySet<string>) => [...keys].map((key) => `${key}${STOP}\n`).join('');
  const size = keptSize(place);
  if (size !== undefined && size > MOST) keepFile(place, lines(new Set([...asked, ...made])));
  else addToKept(place, lines(made));
  if (size === undefined) removeOldest(FOLDER, KEPT);
}

const FOLDER = 'cleared';

function placeFor(extensions: string | undefined): Place {
  return [FOLDER, fingerprint(`${PROGRAM} ${extensions ?? ''}`).slice(0, 32)];
}
