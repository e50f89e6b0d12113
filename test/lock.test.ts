import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLockText } from '../generator/lock/lock-text.ts';
import { fingerprint } from '../generator/write/ledger.ts';
import {
  cached,
  cacheFolder,
  certManager,
  changed,
  forget,
  gatewayApi,
  here,
  lock,
  lockFile,
  metricsServer,
  noInternet,
  offline,
  platform,
  put,
  start,
  upstream,
} from './lock/scene.ts';
import { filesBelow } from './support/files.ts';

describe.skipIf(noInternet !== '')(`plinth lock ${noInternet}`, () => {
  it('fetches through the proxy what the platform uses, once, and records its digests', async () => {
    expect(await lock()).toEqual({
      code: 0,
      out: expect.stringMatching(
        /^added {4}chart cert-manager v\S+\nadded {4}chart metrics-server \S+\nadded {4}manifest https:\S+\nplatform\.lock: 3 artefacts, 3 fetched\n$/,
      ),
      err: '',
    });
    const entries = readLockText(lockFile(), 'platform.lock');
    expect(entries.map(({ url }) => url)).toEqual([certManager, metricsServer, gatewayApi]);
    for (const { url, sha256 } of entries) expect(fingerprint(upstream.get(url) ?? '')).toBe(sha256);
    expect(cached().map(({ name }) => name)).toEqual(entries.map(({ sha256 }) => sha256).sort());
    expect(here.internet.tunnels).toContain('charts.jetstack.io:443');
    const [text, count] = [lockFile(), here.internet.asked.length];
    expect(await lock()).toMatchObject({ code: 0, out: 'platform.lock: 3 artefacts, 0 fetched, unchanged\n' });
    expect([lockFile(), here.internet.asked.length]).toEqual([text, count]);
  });

  it('--check compares lock and platform without any network, and says what wants what', async () => {
    expect(await offline('--check')).toMatchObject({
      code: 1,
      out: expect.stringMatching(
        /^missing {2}chart cert-manager v\S+ \(platform\.yaml:9:3 components\.cert-manager\)$/m,
      ),
    });
    expect(readdirSync(here.folder)).not.toContain('platform.lock');
    await lock();
    const fine = 'platform.lock: 3 artefacts, as the platform uses them\n';
    expect(await offline('--check')).toEqual({ code: 0, out: fine, err: '' });
    put(platform.replace('org }\n  metrics-server: {}', 'org, version: v1.99.0 }'));
    const { code, out } = await offline('--check');
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(
        /^changed {2}chart cert-manager v\S+ → v1\.99\.0 from https:\S+ \(platform\.yaml:9:43 components\.cert-manager\.version\)$/,
      ),
      expect.stringMatching(/^stale {4}chart metrics-server \S+ \(nothing uses it\)$/),
      '',
      'platform.lock is not what the platform uses; run `plinth lock` and commit it',
      '',
    ]);
    const json = JSON.parse((await offline('--check', '--format', 'json')).out);
    expect(json).toMatchObject({ missing: [], changed: [{}], stale: [{ name: 'metrics-server' }] });
    expect(here.internet.asked.filter((url) => url.includes('1.99'))).toEqual([]);
    put(platform);
    forget();
    expect((await offline('--check')).out).toContain('; 3 not in the cache, `plinth lock` fetches them');
  });

  it('--vendor keeps the bytes beside the platform, where nobody needs a cache or a network', async () => {
    const vendor = join(here.folder, 'vendor/plinth');
    const digests = () => readLockText(lockFile(), 'platform.lock').map(({ sha256 }) => sha256);
    expect((await lock('--vendor')).out).toMatch(/vendor\/plinth: 3 added, 0 removed; commit it with the lock\n$/);
    expect(readdirSync(vendor).sort()).toEqual([...digests()].sort());
    rmSync(cacheFolder(), { recursive: true });
    expect((await offline('--check')).out).toBe('platform.lock: 3 artefacts, as the platform uses them\n');
    // what is there is kept as the lock says, and what is not Plinth's is left alone
    writeFileSync(join(vendor, 'README'), 'ours\n');
    writeFileSync(join(vendor, digests()[0] ?? ''), 'tampered');
    put(platform.replace('  metrics-server: {}\n', ''));
    expect((await lock()).out).toMatch(/vendor\/plinth: 1 added, 1 removed/);
    expect(readdirSync(vendor).sort()).toEqual([...digests(), 'README'].sort());
    for (const digest of digests()) expect(fingerprint(readFileSync(join(vendor, digest)))).toBe(digest);
    expect((await offline('--check', '--vendor')).code).toBe(2);
  });

  it('removes what nothing uses any more', async () => {
    await lock();
    put(platform.replace('  metrics-server: {}\n', ''));
    expect((await offline()).out).toMatch(
      /^removed {2}chart metrics-server \S+\nplatform\.lock: 2 artefacts, 0 fetched\n$/,
    );
    expect((await offline('--check')).code).toBe(0);
  });

  it('fetches again what the cache has lost or what was changed there', async () => {
    await lock();
    const [text, files] = [lockFile(), cached()];
    const [first, second] = files;
    writeFileSync(join(cacheFolder(), first?.name ?? ''), 'tampered');
    rmSync(join(cacheFolder(), second?.name ?? ''));
    expect(await lock()).toMatchObject({ code: 0, out: 'platform.lock: 3 artefacts, 2 fetched, unchanged\n' });
    expect(cached()).toEqual(files);
    expect(lockFile()).toBe(text);
  });

  it('refuses another content under the same version, until told to accept it', async () => {
    await lock();
    const text = lockFile();
    const was = fingerprint(upstream.get(certManager) ?? '');
    const is = fingerprint(changed.get(certManager) ?? '');
    for (const [url, page] of changed) if (url.includes('jetstack')) here.internet.pages.set(url, page);
    expect((await lock()).code).toBe(0);
    forget();
    const refused = await lock();
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(
      `upstream changed it under the same version: locked is sha256:${was}, served is sha256:${is}`,
    );
    expect(refused.err).toContain('`plinth lock --update cert-manager`');
    expect((await lock('--update', 'metrics-server')).code).toBe(2);
    expect((await lock('--update', 'cert-manger')).err).toContain('Did you mean `cert-manager`?');
    expect(lockFile()).toBe(text);
    expect(await lock('--update', 'cert-manager')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^updated {2}chart cert-manager v\S+\nplatform\.lock: 3 artefacts, \d fetched\n$/),
    });
    expect(lockFile()).toBe(text.replace(was, is));
    expect((await lock('--update')).out).toContain('3 artefacts, 3 fetched, unchanged');
  });

  it('says all that cannot be had, and writes nothing', async () => {
    here.internet.pages.delete(certManager);
    here.internet.pages.set(metricsServer, 'not a chart');
    const digest = fingerprint('not a chart');
    const { code, out, err } = await lock();
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^plinth: cannot lock 2 artefacts:\n {2}chart cert-manager v\S+: https:\S+: 404 Not Found\n/);
    expect(err).toMatch(
      new RegExp(`chart metrics-server \\S+: https:\\S+: the digest is sha256:${digest}; the repository's index`),
    );
    expect(readdirSync(here.folder)).not.toContain('platform.lock');
    put(platform.replace('email', 'emial'));
    expect(await lock()).toMatchObject({ code: 1, out: expect.stringContaining('nothing was locked') });
    expect((await lock('--check', '--update')).code).toBe(2);
  });

  it('follows no redirect from https to http, and believes no certificate that nobody vouches for', async () => {
    const manifest = gatewayApi;
    const downgrade = 'http://mirror.example.org/install.yaml';
    here.internet.pages.set(manifest, (_, response) => response.writeHead(302, { location: downgrade }).end());
    expect((await lock()).err).toContain(`redirects to ${downgrade}, where anyone on the way can change the bytes`);
    expect(here.internet.asked).not.toContain(downgrade);
    const distrustful = await start([], { NODE_EXTRA_CA_CERTS: '' }).ended;
    expect(distrustful).toMatchObject({
      code: 2,
      err: expect.stringContaining('name its file in NODE_EXTRA_CA_CERTS'),
    });
  });

  it('keeps credentials to itself', async () => {
    const auth = Buffer.from('robot:hunter2-hunter2').toString('base64');
    const DOCKER_AUTH_CONFIG = JSON.stringify({ auths: { 'charts.jetstack.io': { auth }, 'github.com': { auth } } });
    const env = { DOCKER_AUTH_CONFIG, PLINTH_DEBUG: '1' };
    const seen: (string | undefined)[] = [];
    const guarded =
      (page: string | Buffer = ''): RequestListener =>
      ({ headers: { authorization } }, response) => {
        seen.push(authorization);
        response.writeHead(authorization === `Basic ${auth}` ? 200 : 404).end(page);
      };
    here.internet.pages.set(certManager, guarded(upstream.get(certManager)));
    const manifest = gatewayApi;
    here.internet.pages.set(manifest, (_, response) =>
      response.writeHead(302, { location: 'https://charts.jetstack.io/signed?signature=hunter2-signed' }).end(),
    );
    here.internet.pages.set('https://charts.jetstack.io/signed?signature=hunter2-signed', upstream.get(manifest) ?? '');
    const fine = await start([], env).ended;
    expect(fine.code).toBe(0);
    expect(seen).toEqual([`Basic ${auth}`]);
    here.internet.pages.set('https://charts.jetstack.io/signed?signature=hunter2-signed', (_, response) =>
      response.writeHead(403).end(),
    );
    here.internet.pages.set(certManager, (_, response) =>
      response.writeHead(401, { 'www-authenticate': 'Basic' }).end(),
    );
    forget();
    const refused = await start([], env).ended;
    expect(refused.code).toBe(2);
    const unproxied = await start([], {
      ...env,
      HTTPS_PROXY: here.internet.env.HTTPS_PROXY.replace('tunnel-pass', 'hunter2'),
    }).ended;
    expect(unproxied.err).toContain('the proxy 127.0.0.1');
    const written = [...filesBelow(join(here.folder, 'cache')).values(), lockFile()];
    const all = [fine, refused, unproxied].flatMap(({ out, err }) => [out, err]);
    for (const text of [...all, ...written]) expect(text).not.toMatch(new RegExp(`hunter2|tunnel-pass|${auth}`));
  });

  it('refuses a lock that is broken or not its own', async () => {
    const path = join(here.folder, 'platform.lock');
    writeFileSync(path, 'mine: true\n');
    expect((await lock()).err).toContain('platform.lock was not made by Plinth');
    writeFileSync(path, '<<<<<<< ours\n# Generated by Plinth: x\n');
    expect((await lock('--check')).err).toContain('platform.lock holds conflict markers');
    rmSync(path);
    mkdirSync(path);
    expect((await lock()).err).toContain('cannot read platform.lock');
    rmSync(path, { recursive: true });
    writeFileSync(path, '');
    expect((await lock()).code).toBe(0);
  });
});
