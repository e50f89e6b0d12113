import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Failure } from '../failure.ts';
import { codeOf } from '../write/disk-failure.ts';
import type { Patience } from './patience.ts';
import { routeTo } from './route.ts';
import { shownUrl } from './url.ts';

/** What a server answers; the body is whole. */
export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One question, one answer: no redirect is followed, nothing is tried again. A Failure is final; any other error may pass. `limit` is in bytes. */
export async function exchange(
  url: URL,
  headers: Readonly<Record<string, string>>,
  limit: number,
  { idle, total }: Patience,
): Promise<Answer> {
  const signal = AbortSignal.timeout(total);
  try {
    const response = await ask(url, headers, idle, signal);
    const body = await collect(response, limit, url);
    const { statusCode = 0, statusMessage = '' } = response;
    return { status: statusCode, reason: statusMessage, headers: response.headers, body };
  } catch (error) {
    if (signal.aborted) throw new Error(`no whole answer within ${total / 1000} s`);
    throw untrusted(error, url) ?? error;
  }
}

async function ask(
  url: URL,
  headers: Readonly<Record<string, string>>,
  idle: number,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { secure, options } = await routeTo(url, signal);
  const { request } = process.getBuiltinModule(secure ? 'node:https' : 'node:http');
  // on a connection that is not of an agent, Node would name even the usual port in `host`
  const own = { host: url.host, 'user-agent': 'plinth', 'accept-encoding': 'identity' };
  const all = { ...own, ...options.headers, ...headers };
  return new Promise((resolve, reject) => {
    const asked = request({ ...options, headers: all, timeout: idle, signal }, resolve);
    asked.on('timeout', () => asked.destroy(new Error(`no byte within ${idle / 1000} s`)));
    asked.on('error', reject);
    asked.end();
  });
}

async function collect(response: IncomingMessage, limit: number, url: URL): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  if (Number(response.headers['content-length'] ?? 0) > limit) throw tooLarge(response, limit, url);
  for await (const chunk of response) {
    size += chunk.length;
    if (size > limit) throw tooLarge(response, limit, url);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function tooLarge(response: IncomingMessage, limit: number, url: URL): Failure {
  response.destroy();
  return new Failure(`${shownUrl(url)}: the answer is larger than ${Math.round(limit / 1_000_000)} MB`);
}

const certificateErrors = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ERR_TLS|ERR_SSL_WRONG/;

/** What does not get better by asking again: a certificate nobody vouches for, a name that does not exist. */
function untrusted(error: unknown, url: URL): Failure | undefined {
  const code = codeOf(error) ?? '';
  const said = error instanceof Error ? error.message : String(error);
  if (certificateErrors.test(code))
    return new Failure(
      `${shownUrl(url)}: ${said}`,
      'If your network has its own certificate authority, name its file in NODE_EXTRA_CA_CERTS.',
      error,
    );
  if (code !== 'ENOTFOUND') return undefined;
  const hint = 'Are you online? Behind a proxy, set HTTPS_PROXY.';
  return new Failure(`${shownUrl(url)}: the host ${url.hostname} is not known`, hint, error);
}
