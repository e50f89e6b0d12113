import { Failure } from '../failure.ts';

/** An address as it may be shown and stored: without user, password, query and fragment, which may hold credentials. */
export function shownUrl({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}

/** An `http:` or `https:` address; a Failure when the text is none, or holds a user or password. */
export function webUrl(text: string, base?: string): URL {
  const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
  if (url === undefined) throw new Failure(`${JSON.stringify(withoutUser(text))} is not an address`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Failure(`${withoutUser(text)}: Plinth fetches over https, http and oci only`);
  if (url.username !== '' || url.password !== '')
    throw new Failure(`${shownUrl(url)}: the address holds a user or a password`, credentialsHint(url.host));
  return url;
}

/** Where credentials for a host belong. */
export function credentialsHint(host: string): string {
  return `Credentials for ${host} come from \`docker login ${host}\`, or from DOCKER_AUTH_CONFIG in the environment.`;
}

/** Whether a host name is this machine: what is sent there is not on any network. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/.test(hostname);
}

function withoutUser(text: string): string {
  return text.replace(/\/\/[^/]*@/, '//').replace(/[?#].*/s, '');
}
