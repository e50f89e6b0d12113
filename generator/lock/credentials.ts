import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { isLoopback } from './url.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The `Basic` credentials (in base64) to give to an address; undefined where there are none, or where the network could read them. */
export type Credentials = (url: URL) => string | undefined;

/** Credentials as Docker has them: `auths` of DOCKER_AUTH_CONFIG (as JSON, in the environment), then of the Docker configuration file. Hosts are compared exactly. */
export function credentialsFrom(env: Environment): Credentials {
  const known = new Map([...inFile(env), ...inEnvironment(env)]);
  return (url) => (url.protocol === 'https:' || isLoopback(url.hostname) ? known.get(url.host) : undefined);
}

function inEnvironment({ DOCKER_AUTH_CONFIG: text }: Environment): ReadonlyMap<string, string> {
  return text === undefined || text === '' ? new Map() : auths(text, 'DOCKER_AUTH_CONFIG');
}

function inFile(env: Environment): ReadonlyMap<string, string> {
  try {
    const file = join(env['DOCKER_CONFIG'] || join(env['HOME'] || homedir(), '.docker'), 'config.json');
    return auths(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof Failure) throw error;
    // no home, no file, or none that may be read: nobody has logged in
    return new Map();
  }
}

interface Login {
  readonly auth?: unknown;
  readonly username?: unknown;
  readonly password?: unknown;
}

function auths(text: string, place: string): ReadonlyMap<string, string> {
  const found = Object.entries(logins(text, place)).map(([key, login]) => [hostOf(key), basic(login ?? {})] as const);
  return new Map(found.flatMap(([host, auth]) => (auth === undefined ? [] : [[host, auth] as const])));
}

function logins(text: string, place: string): { readonly [host: string]: Login | null } {
  try {
    return (JSON.parse(text) as { auths?: { [host: string]: Login | null } } | null)?.auths ?? {};
  } catch {
    // the parser's message would repeat a piece of the text
    throw new Failure(
      `${place} is not JSON`,
      'It holds `{"auths": {"<host>": {"auth": "<base64 of user:password>"}}}`.',
    );
  }
}

function basic({ auth, username, password }: Login): string | undefined {
  if (typeof auth === 'string' && auth !== '') return auth;
  if (typeof username !== 'string' || typeof password !== 'string') return undefined;
  return Buffer.from(`${username}:${password}`).toString('base64');
}

/** Docker writes `ghcr.io`, `https://index.docker.io/v1/` and all between. */
function hostOf(key: string): string {
  const host = key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return host === 'index.docker.io' || host === 'docker.io' ? 'registry-1.docker.io' : host;
}
