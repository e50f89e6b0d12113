import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createSign } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { toYaml, type Yaml } from '../../generator/yaml.ts';

/** Why there is no real registry (Debian's package docker-registry); empty where there is one. */
export const noRegistry =
  spawnSync('docker-registry', ['--version']).status === 0 ? '' : 'docker-registry is not installed';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a real registry on loopback over what is in `storage`, which ends with the test; gives `host:port`. */
export async function startRegistry(storage: string, auth?: Yaml): Promise<string> {
  const host = `127.0.0.1:${await freePort()}`;
  const file = join(storage, `registry-${host.replace(/\W/g, '-')}.yml`);
  const log = { level: 'error', accesslog: { disabled: true } };
  const place = { filesystem: { rootdirectory: join(storage, 'blobs') } };
  writeFileSync(file, toYaml({ version: 0.1, log, storage: place, http: { addr: host }, auth }));
  const run = spawn('docker-registry', ['serve', file], { stdio: 'ignore' });
  onTestFinished(() => void run.kill('SIGKILL'));
  while (run.exitCode === null) {
    const answer = await fetch(`http://${host}/v2/`).catch(() => undefined);
    if (answer !== undefined) return host;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`docker-registry ended with ${run.exitCode}`);
}

/** `robot` with the password `correct-horse`. */
export const robot = Buffer.from('robot:correct-horse').toString('base64');

/** A registry's rule that only `robot` may read. */
export function htpasswd(storage: string): Yaml {
  const path = join(storage, 'htpasswd');
  writeFileSync(path, 'robot:$2b$04$zBb91xOZnxe/zAhMkWTgD.KXDYufwDMJU4bpZ9cSQhrfYvDYVJoZq\n');
  return { htpasswd: { realm: 'test', path } };
}

/** Why there are no certificates; empty where openssl makes them. */
export const noCertificates = spawnSync('openssl', ['version']).status === 0 ? '' : 'openssl is not installed';

/** The paths of a certificate and its key. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate for `names` made by openssl, its own authority. */
export function makeCertificate(folder: string, names: readonly string[] = []): Certificate {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const words = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=plinth-test -keyout'.split(' ');
  const hosts = ['localhost', ...names].map((name) => `DNS:${name}`).join(',');
  execFileSync('openssl', [...words, key, '-out', cert, '-addext', `subjectAltName=${hosts}`], { stdio: 'ignore' });
  return { cert, key };
}

/** A registry's rule that only who has a token of the service at `realm` may read. */
export function tokenRule(realm: string, cert: string): Yaml {
  return { token: { realm, service: 'test-registry', issuer: 'test-issuer', rootcertbundle: cert } };
}

/** A token service as Docker's specification has it: signed tokens for `robot`, each good for `seconds`. */
export function tokenService({ cert, key }: Certificate, seconds: () => number): RequestListener {
  const chain = readFileSync(cert, 'utf8').replace(/-----[A-Z ]+-----|\n/g, '');
  return ({ url = '', headers }, response) => {
    const words = new URL(url, 'http://x').searchParams;
    if (headers.authorization !== `Basic ${robot}`) return void response.writeHead(401).end();
    const [type, name, actions = ''] = (words.get('scope') ?? '').split(':');
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      ...{ iss: 'test-issuer', sub: 'robot', aud: words.get('service'), jti: String(Math.random()) },
      ...{ iat: now, nbf: now - 120, exp: now + seconds() },
      access: [{ type, name, actions: actions.split(',') }],
    };
    response.end(JSON.stringify({ token: signed({ typ: 'JWT', alg: 'RS256', x5c: [chain] }, claims, key) }));
  };
}

function signed(header: object, claims: object, key: string): string {
  const text = [header, claims].map((each) => Buffer.from(JSON.stringify(each)).toString('base64url')).join('.');
  return `${text}.${createSign('RSA-SHA256').update(text).sign(readFileSync(key), 'base64url')}`;
}
