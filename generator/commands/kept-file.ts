import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { quietly } from '../write/quietly.ts';

/** The text that an earlier run kept in a file of the cache; undefined where there is none to be read. */
export function readKept(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Keeps a text in a file of the cache, in one step; without a place for it, the next run works it out again. */
export function keepFile(
  file: string,
  text: string,
  modes: { readonly folder?: number; readonly file?: number } = {},
): void {
  quietly(() => {
    mkdirSync(dirname(file), { recursive: true, mode: modes.folder });
    writeFileSync(`${file}.${process.pid}`, text, { mode: modes.file });
    renameSync(`${file}.${process.pid}`, file);
  });
}

/** The JSON of a text; undefined where it is none. */
export function parsedJson<T>(text: string | undefined): T | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}
