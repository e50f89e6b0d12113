/** How long to wait for a server, and how often to ask again; milliseconds. */
export interface Patience {
  /** Without a byte. */
  readonly idle: number;
  /** For one answer as a whole. */
  readonly total: number;
  readonly attempts: number;
  /** Before the second attempt; twice as long before each one after. */
  readonly pause: number;
  /** The longest `Retry-After` that is waited for. */
  readonly longest: number;
}

/** What a person at a terminal and a CI job can both live with. */
export const usualPatience: Patience = { idle: 30_000, total: 300_000, attempts: 4, pause: 500, longest: 60_000 };

/** How long to wait after the given attempt (from 1): somewhat random, so that many that failed together do not come back together. */
export function pauseAfter(attempt: number, { pause }: Patience): number {
  return pause * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
}

/** The `Retry-After` of an answer in milliseconds: seconds, or a date of HTTP; undefined where there is none. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
