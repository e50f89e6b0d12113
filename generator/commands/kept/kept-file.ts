import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, isOwnCache } from '../../write/cache-folder.ts';
import { fingerprint } from '../../write/ledger.ts';
import { quietly } from '../../write/quietly.ts';

/** Where something is kept in the cache: a folder of it, and a name there. Without a home there is no such place, and all of this does without. */
export type Place = readonly [folder: string, name: string];

/** A folder of the cache. A Failure without a home. */
export function keptFolderPath(folder: string): string {
  return join(cacheFolder(), folder);
}

function pathOf([folder, name]: Place): string {
  return join(keptFolderPath(folder), name);
}

/** The text that an earlier run kept in the cache; undefined where there is none to be read, or where others may write. */
export function readKept(place: Place): string | undefined {
  try {
    return isOwnCache() ? readFileSync(pathOf(place), 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes of what is kept; undefined where nothing is. */
export function keptSize(place: Place): number | undefined {
  try {
    return isOwnCache() ? statSync(pathOf(place), { throwIfNoEntry: false })?.size : undefined;
  } catch {
    return undefined;
  }
}

/** The cache is for its owner alone. */
const MODES = { folder: 0o700, file: 0o600 };

/** Keeps a text in the cache, in one step; without a place for it, the next run works it out again. */
export function keepFile(place: Place, text: string): void {
  if (!isOwnCache()) return;
  const file = pathOf(place);
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: MODES.folder });
    writeFileSync(temporary, text, { mode: MODES.file });
    renameSync(temporary, file);
  } catch {
    quietly(() => unlinkSync(temporary));
  }
}

/** Adds to what is kept; runs that end at once add to one file. */
export function addToKept(place: Place, text: string): void {
  if (!isOwnCache()) return;
  quietly(() => {
    mkdirSync(dirname(pathOf(place)), { recursive: true, mode: MODES.folder });
    appendFileSync(pathOf(place), text, { mode: MODES.file });
  });
}

/** The length of the digest that a kept value begins with. */
const SUM = 64;

/** Keeps a value with a digest of it. */
export function keepValue(place: Place, value: unknown): void {
  const body = JSON.stringify(value);
  keepFile(place, `${fingerprint(body)}${body}`);
}

/** The value that was kept; undefined where there is none, or not all of it: what a full disk or another program cut short would become files of a tree. */
export function keptValue<T>(place: Place): T | undefined {
  const text = readKept(place) ?? '';
  const body = text.slice(SUM);
  return fingerprint(body) === text.slice(0, SUM) ? parsedJson<T>(body) : undefined;
}

/** The JSON of a text; undefined where it is none. */
export function parsedJson<T>(text: string | undefined): T | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}
