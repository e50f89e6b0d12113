import { mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isOwnCache } from '../../write/cache-folder.ts';
import { fingerprint } from '../../write/ledger.ts';
import { quietly } from '../../write/quietly.ts';

/** The text that an earlier run kept in a file of the cache; undefined where there is none to be read. */
export function readKept(file: string): string | undefined {
  try {
    return isOwnCache() ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** The modes of what is kept in the cache: it is for its owner alone. */
export const KEPT_MODES = { folder: 0o700, file: 0o600 };

/** Keeps a text in a file of the cache, in one step; without a place for it, the next run works it out again. */
export function keepFile(file: string, text: string): void {
  const temporary = `${file}.${process.pid}`;
  try {
    if (!isOwnCache()) return;
    mkdirSync(dirname(file), { recursive: true, mode: KEPT_MODES.folder });
    writeFileSync(temporary, text, { mode: KEPT_MODES.file });
    renameSync(temporary, file);
  } catch {
    quietly(() => unlinkSync(temporary));
  }
}

/** The length of the digest that a kept value begins with. */
const SUM = 64;

/** Keeps a value with a digest of it. */
export function keepValue(file: string, value: unknown): void {
  const body = JSON.stringify(value);
  keepFile(file, `${fingerprint(body)}${body}`);
}

/** The value that was kept in a file; undefined where there is none, or not all of it: what a full disk or another program cut short would become files of a tree. */
export function keptValue<T>(file: string): T | undefined {
  const text = readKept(file) ?? '';
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
