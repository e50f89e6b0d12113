import { digest } from '../../digest.ts';
import { keepFile, type Place, parsedJson, readKept } from './kept-file.ts';

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
  const placeOf = (key: string): Place => ['verdicts', `${digest(program, key)}.json`];
  const known = <T>(key: string) => parsedJson<T>(readKept(placeOf(key)));
  const keep = (key: string, verdict: unknown) => keepFile(placeOf(key), JSON.stringify(verdict));
  return {
    known,
    keep,
    async recall<T>(key: string, work: () => Promise<T>): Promise<T> {
      const before = known<T>(key);
      if (before !== undefined) return before;
      const verdict = await work();
      if (verdict !== undefined) keep(key, verdict);
      return verdict;
    },
  };
}
