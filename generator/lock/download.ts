import { Failure } from '../failure.ts';
import { authorize } from './authorize.ts';
import type { Answer } from './exchange.ts';
import type { Network } from './network.ts';
import { persist } from './persist.ts';
import { credentialsHint, shownUrl, webUrl } from './url.ts';

/** What to ask for. */
export interface Question {
  readonly url: URL;
  readonly accept?: string;
  /** Bytes. */
  readonly limit: number;
  /** What a token would be good for, where the server is an OCI registry; other servers get credentials at once, for they often say 404 without. */
  readonly scope?: string;
}

const mostRedirects = 10;

/** The answer with status 200, after redirects, retries and a login where one is asked for. A Failure says why there is none. */
export async function download(question: Question, network: Network): Promise<Answer> {
  let { url } = question;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await askAt(url, question, network);
    if (answer.status === 200) return answer;
    if (![301, 302, 303, 307, 308].includes(answer.status)) throw refused(url, answer, question);
    url = redirected(url, answer);
  }
  throw new Failure(`${shownUrl(question.url)}: more than ${mostRedirects} redirects`);
}

async function askAt(url: URL, question: Question, network: Network): Promise<Answer> {
  const { accept = '*/*', limit, scope } = question;
  // whoever is redirected to must not get what was meant for another
  const isOwn = url.origin === question.url.origin;
  const key = `${url.origin} ${scope}`;
  const ask = (authorization: string | undefined) =>
    persist(url, { accept, ...(authorization === undefined ? {} : { authorization }) }, limit, network.patience);
  const answer = await ask(isOwn ? known(url, scope, key, network) : undefined);
  const header = answer.headers['www-authenticate'];
  if (answer.status !== 401 || !isOwn || header === undefined) return answer;
  const authorization = await authorize(header, url, network);
  if (authorization === undefined) return answer;
  if (scope !== undefined) network.tokens.set(key, authorization);
  return ask(authorization);
}

function known(url: URL, scope: string | undefined, key: string, network: Network): string | undefined {
  if (scope !== undefined) return network.tokens.get(key);
  const basic = network.credentials(url);
  return basic === undefined ? undefined : `Basic ${basic}`;
}

function redirected(from: URL, { headers, status }: Answer): URL {
  const { location } = headers;
  if (location === undefined) throw new Failure(`${shownUrl(from)}: ${status} without a location`);
  const to = webUrl(location, from.href);
  if (from.protocol === 'https:' && to.protocol === 'http:')
    throw new Failure(`${shownUrl(from)}: redirects to ${shownUrl(to)}, where anyone on the way can change the bytes`);
  return to;
}

function refused(url: URL, { status, reason }: Answer, { url: asked }: Question): Failure {
  const via = url.href === asked.href ? '' : `, redirected from ${shownUrl(asked)}`;
  const hint =
    status === 401 || status === 403
      ? credentialsHint(asked.host)
      : 'Is the address right, and is this version (still) there?';
  return new Failure(`${shownUrl(url)}: ${status} ${reason}${via}`, hint);
}
