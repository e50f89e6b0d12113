import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './cli.ts';

/** The package as `npm pack` makes it. */
export interface Packed {
  readonly tarball: string;
  readonly version: string;
  /** The files in it, sorted. */
  readonly files: readonly string[];
}

/** Packs this repository into a folder. */
export function pack(folder: string): Packed {
  const words = ['pack', '--json', '--loglevel=error', '--pack-destination', folder];
  execFileSync('npm', words, { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'ignore', 'inherit'] });
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { version: string };
  const tarball = join(folder, `plinth-${version}.tgz`);
  const listed = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  return { tarball, version, files: listed.map((path) => path.replace(/^package\//, '')).sort() };
}

/** A registry of npm's kind on loopback that has this one package, and what else it was asked for. */
export async function registryOf({ tarball, version }: Packed) {
  const bytes = readFileSync(tarball);
  const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as object;
  const missing: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    if (url === '/plinth.tgz') return response.end(bytes);
    if (url === '/plinth') return response.end(JSON.stringify(packument()));
    missing.push(url);
    response.statusCode = 404;
    return response.end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const packument = () => {
    const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    const dist = { tarball: `${url}/plinth.tgz`, integrity };
    return { name: 'plinth', 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
  };
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url, missing, close };
}

/** The surroundings of somebody who has nothing yet, and whose npm asks that registry. */
export function newUser(registry: string): { readonly home: string; readonly env: NodeJS.ProcessEnv } {
  const home = mkdtempSync(join(tmpdir(), 'plinth-user-'));
  const person = (role: string) => ({ [`GIT_${role}_NAME`]: 'A. User', [`GIT_${role}_EMAIL`]: 'user@example.org' });
  const npm = { registry, audit: 'false', fund: 'false', update_notifier: 'false', cache: join(home, '.npm') };
  return {
    home,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      LANG: 'C.UTF-8',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'init.defaultBranch',
      GIT_CONFIG_VALUE_0: 'main',
      ...person('AUTHOR'),
      ...person('COMMITTER'),
      ...Object.fromEntries(Object.entries(npm).map(([name, value]) => [`npm_config_${name}`, value])),
    },
  };
}
