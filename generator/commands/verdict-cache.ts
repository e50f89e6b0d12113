import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '../verify/digest.ts';
import { cacheFolder } from '../write/cache-folder.ts';

/** Verdicts of earlier runs, by a key made of all that they depend on. Losing it costs time only. */
export interface VerdictCache {
  /** What is kept under a key: from an earlier run, or worked out now. `undefined` is not kept. */
  recall<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** What an earlier run kept under a key. */
  known<T>(key: string): T | undefined;
  keep(key: string, verdict: unknown): void;
}

/** The cache in `$XDG_CACHE_HOME/plinth/verdicts`; `program` names what gives the verdicts (Plinth and its engine), so that another one is asked anew. */
export function verdictCache(program: readonly string[]): VerdictCache {
  const folder = join(cacheFolder(), 'verdicts');
  const fileOf = (key: string) => join(folder, `${digest(program, key)}.json`);
  return {
    known: (key) => read(fileOf(key)),
    keep: (key, verdict) => keep(folder, fileOf(key), verdict),
    async recall<T>(key: string, work: () => Promise<T>): Promise<T> {
      const file = fileOf(key);
      const before = read<T>(file);
      if (before !== undefined) return before;
      const verdict = await work();
      if (verdict !== undefined) keep(folder, file, verdict);
      return verdict;
    },
  };
}

function read<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

function keep(folder: string, file: string, verdict: unknown): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(verdict));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // without a place for it, the next run works it out again
  }
}
