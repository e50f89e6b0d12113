import { Failure } from '../failure.ts';
import { readChallenges } from './challenge.ts';
import { largestReply, type Network } from './network.ts';
import { persist } from './persist.ts';
import { credentialsHint, isLoopback, shownUrl, webUrl } from './url.ts';

/** The `Authorization` that answers a 401: a token of the registry's own service, or the credentials themselves; undefined where there is nothing to answer. */
export async function authorize(header: string, url: URL, network: Network): Promise<string | undefined> {
  const challenges = readChallenges(header);
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
  const basic = network.credentials(url);
  if (bearer !== undefined) return `Bearer ${await requestToken(bearer.words, url, basic, network)}`;
  if (basic === undefined || !challenges.some(({ scheme }) => scheme === 'basic')) return undefined;
  return `Basic ${basic}`;
}

// As Docker's registries do it: GET on the realm with service and scope; see "Token Authentication Specification" of the distribution project.
async function requestToken(
  words: ReadonlyMap<string, string>,
  registry: URL,
  basic: string | undefined,
  network: Network,
): Promise<string> {
  const realm = webUrl(words.get('realm') ?? '', registry.href);
  if (realm.protocol === 'http:' && !isLoopback(realm.hostname))
    throw new Failure(`${registry.host} sends to ${shownUrl(realm)} for a token, which is not https`);
  for (const name of ['service', 'scope']) {
    const value = words.get(name);
    if (value !== undefined) realm.searchParams.set(name, value);
  }
  const headers: Record<string, string> = basic === undefined ? {} : { authorization: `Basic ${basic}` };
  const { status, reason, body } = await persist(realm, headers, largestReply, network.patience);
  if (status === 200) return tokenIn(body, realm);
  throw new Failure(
    `${shownUrl(realm)}: ${status} ${reason}, asked for a token of ${registry.host}`,
    credentialsHint(registry.host),
  );
}

function tokenIn(body: Buffer, realm: URL): string {
  try {
    const { token, access_token } = JSON.parse(body.toString()) as { token?: unknown; access_token?: unknown };
    const found = token ?? access_token;
    if (typeof found === 'string' && /^[\x21-\x7e]+$/.test(found)) return found;
  } catch {}
  throw new Failure(`${shownUrl(realm)}: the answer holds no token`);
}
