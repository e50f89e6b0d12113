import { Failure } from '../failure.ts';
import { type Answer, exchange } from './exchange.ts';
import { type Patience, pauseAfter, retryAfter } from './patience.ts';
import { shownUrl } from './url.ts';

/** Why there is no usable answer yet, and how long the server wants to be left alone. */
interface Trouble {
  readonly reason: string;
  readonly wait?: number;
}

/** Asks until there is an answer that another attempt would not change: network errors, 408, 429 and 5xx are tried again. A Failure when patience ends. */
export async function persist(
  url: URL,
  headers: Readonly<Record<string, string>>,
  limit: number,
  patience: Patience,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attempted(url, headers, limit, patience);
    if ('status' in outcome) return outcome;
    if (attempt >= patience.attempts) throw exhausted(url, attempt, outcome);
    await pause(outcome.wait ?? pauseAfter(attempt, patience));
  }
}

async function attempted(
  url: URL,
  headers: Readonly<Record<string, string>>,
  limit: number,
  patience: Patience,
): Promise<Answer | Trouble> {
  try {
    const answer = await exchange(url, headers, limit, patience);
    return mayPass(answer.status) ? troubleOf(answer, url, patience) : answer;
  } catch (error) {
    if (error instanceof Failure) throw error;
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

function mayPass(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

function troubleOf({ status, reason, headers }: Answer, url: URL, { longest }: Patience): Trouble {
  const wait = retryAfter(headers['retry-after'], Date.now());
  if (wait !== undefined && wait > longest)
    throw new Failure(`${shownUrl(url)}: ${status} ${reason}; the server asks to come back in ${wait / 1000} s`);
  return { reason: `${status} ${reason}`, ...(wait === undefined ? {} : { wait }) };
}

function exhausted(url: URL, attempts: number, { reason }: Trouble): Failure {
  return new Failure(
    `${shownUrl(url)}: ${reason} (tried ${attempts} times)`,
    'Is the network, with its proxy, all right? Else run again when the server is.',
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
