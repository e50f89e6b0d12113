import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLockText } from '../generator/lock/lock-text.ts';
import { nearestVersion, versionOrder } from '../generator/lock/version-order.ts';
import { withVersion } from '../generator/upgrade/with-version.ts';
import { fingerprint } from '../generator/write/ledger.ts';
import { replaceTogether } from '../generator/write/replace-together.ts';
import { scratchFolder } from './lock/charts.ts';
import { openInternet } from './lock/internet.ts';
import { makeCertificate, noCertificates } from './lock/registry.ts';
import { startPlinth } from './lock/start-plinth.ts';
import { packChart } from './rendered/chart.ts';
import { repository as repositoryFolder } from './support/cli.ts';
import { type Step, upgradeChart } from './upgrade/charts.ts';

const scratch = scratchFolder();
const guide = join(repositoryFolder, 'docs/guides/upgrade.md');
const repository = 'https://charts.jetstack.io';

const platform = (block = '{ email: sre@example.org } # theirs') => `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
components:
  # certificates
  cert-manager: ${block}
`;

const inUse = 'v1.0.0';
const pinned = (values = '{}') => platform(`{ email: sre@example.org, version: ${inUse}, values: ${values} } # theirs`);

/** A folder with a platform, and a chart repository that has its chart in these versions. */
async function scene(text: string, versions: { readonly [version: string]: Step }) {
  const folder = mkdtempSync(join(scratch, 'run-'));
  const pages = new Map<string, Buffer | string>();
  const lines: string[] = [];
  for (const [version, step] of Object.entries(versions)) {
    const archive = await packChart('cert-manager', upgradeChart(version, step));
    pages.set(`${repository}/cert-manager-${version}.tgz`, archive);
    lines.push(
      `    - { name: cert-manager, version: ${version}, digest: ${fingerprint(archive)}, urls: [cert-manager-${version}.tgz] }\n`,
    );
  }
  pages.set(`${repository}/index.yaml`, `apiVersion: v1\nentries:\n  cert-manager:\n${lines.join('')}`);
  const internet = await openInternet(makeCertificate(folder, ['charts.jetstack.io']), pages);
  writeFileSync(join(folder, 'platform.yaml'), text);
  const places = { HOME: folder, PATH: process.env['PATH'], XDG_CACHE_HOME: join(folder, 'cache') };
  const run = (...words: readonly string[]) => startPlinth(words, folder, { ...places, ...internet.env }).ended;
  const offline = (...words: readonly string[]) =>
    startPlinth(words, folder, { ...places, HTTPS_PROXY: 'http://127.0.0.1:1' }).ended;
  const read = (file = 'platform.yaml') => readFileSync(join(folder, file), 'utf8');
  return { folder, internet, run, offline, read };
}

const upgrade = (...words: readonly string[]) => ['upgrade', 'cert-manager', ...words];

describe.skipIf(noCertificates !== '')(`plinth upgrade ${noCertificates}`, () => {
  it('lists what upstream offers; without the network what is in the cache, and says so', async () => {
    const { run, offline, internet } = await scene(pinned(), {
      [inUse]: 'nothing',
      'v1.0.1': 'nothing',
      'v1.1.0': 'nothing',
      'v2.0.0-rc.1': 'nothing',
    });
    const listed = await run('upgrade');
    expect(listed.out).toBe('cert-manager: chart cert-manager v1.0.0 on one; newer: v1.1.0, v1.0.1\n');
    const json = JSON.parse((await run(...upgrade('--format', 'json'))).out);
    expect(json.charts[0]).toMatchObject({ versions: ['v2.0.0-rc.1', 'v1.1.0', 'v1.0.1', inUse], isOffered: true });
    await run('lock');
    await run(...upgrade('--to', 'v1.0.1'));
    const count = internet.asked.length;
    const { code, out } = await offline('upgrade');
    expect(out).toContain('at hand without the network: v1.0.0, v1.0.1 (upstream was not reached: ');
    expect(code).toBe(0);
    expect((await offline(...upgrade('--to', 'v1.0.1'))).out).toContain('note: nothing was fetched');
    expect(internet.asked).toHaveLength(count);
    internet.pages.set(
      `${repository}/index.yaml`,
      'apiVersion: v1\nentries:\n  cert-manager:\n    - { name: cert-manager, version: v0.9.0, deprecated: true, urls: [x] }\n',
    );
    expect((await run('upgrade')).out).toBe(
      'cert-manager: chart cert-manager v1.0.0 on one is the newest; upstream no longer offers this version; its maintainers have given it up\n',
    );
  });

  it('finds each kind of change, in text, Markdown and JSON', async () => {
    const { run, read } = await scene(pinned('{ colour: blue, gone: 2, port: 80 }'), {
      [inUse]: 'nothing',
      'v2.0.0': 'everything',
    });
    const before = read();
    const { code, out } = await run(...upgrade('--to', 'v2.0.0'));
    expect(code).toBe(0);
    for (const line of [
      'cert-manager: chart cert-manager v1.0.0 → v2.0.0 on one',
      '  ! example.org/upgrade-from: 1.18 or newer',
      '  ! the chart says: the old store',
      '  > colour: given here, and nothing reads it any more; did you mean `colours`?',
      '  - gone: given here, and nothing reads it any more',
      '  ~ log: default 1 → 2',
      '  + fresh: its default is {"deep":1}',
      '  - unused: nobody here gives it',
      '  + Fresh of cert-manager.io',
      '  - Stale of cert-manager.io',
      '  - ClusterIssuer of cert-manager.io/v1beta1',
      '  + rbac.authorization.k8s.io/ClusterRole: a cluster-scoped kind that it did not make',
      '  + ClusterRole web: it may list core/secrets',
      '  ~ Role cert-manager/web: it may now delete core/pods',
      '  ~ example.org/web: 1.0.0 → 2.0.0',
      'immutable-field',
      '+ harmless           cert-manager/install: ConfigMap cert-manager/new on one',
      '- removes            cert-manager/install: ConfigMap cert-manager/old on one',
    ])
      expect(out).toContain(line);
    expect(read()).toBe(before);
    // the guide shows this very run
    const [, shown] = /```text\n(cert-manager: chart[\s\S]*?)```/.exec(readFileSync(guide, 'utf8')) ?? [];
    expect(out).toBe(shown);
    const json = JSON.parse((await run(...upgrade('--to', 'v2.0.0', '--format', 'json'))).out);
    expect(json).toMatchObject({ user: 'cert-manager', from: [inUse], to: 'v2.0.0', clusters: ['one'], written: [] });
    expect(json.notes).toContainEqual({
      group: 'images',
      what: 'changed',
      subject: 'example.org/web',
      note: '1.0.0 → 2.0.0',
    });
    const markdown = (await run(...upgrade('--to', 'v2.0.0', '--format', 'markdown'))).out;
    expect(markdown).toMatch(/^### cert-manager: chart cert-manager v1\.0\.0 → v2\.0\.0 on one\n/);
    expect(markdown).toContain('#### Values');
    expect(markdown).toContain('#### immutable-field');
  });

  it('has nothing to report where nothing changes', async () => {
    const { run } = await scene(pinned(), { [inUse]: 'nothing', 'v1.0.1': 'nothing' });
    expect((await run(...upgrade('--to', 'v1.0.1'))).out).toBe(
      'cert-manager: chart cert-manager v1.0.0 → v1.0.1 on one changes nothing\n',
    );
    expect((await run(...upgrade('--to', inUse))).out).toBe('cert-manager is at v1.0.0 already: nothing changes\n');
  });

  it.each<[Step, string]>([
    ['kubernetes', '! error: Kubernetes: >=1.99.0-0; the cluster has'],
    ['schema', 'log: given here, and the new schema refuses it: it must be string'],
    ['issuers', 'of this platform: `spec.region` is required'],
    ['rules', 'of this platform: `spec` only self-signed ones'],
    ['fails', '! error: refused-chart: '],
  ])('refuses what cannot be: %s', async (step, line) => {
    const { run, read, folder } = await scene(pinned('{ log: 3 }'), { [inUse]: 'nothing', 'v2.0.0': step });
    await run('lock');
    const texts = [read(), read('platform.lock')];
    const { code, out } = await run(...upgrade('--to', 'v2.0.0', '--write'));
    expect(out).toContain(line);
    expect(out).toContain('note: nothing was written: see the errors');
    expect(code).toBe(1);
    expect([read(), read('platform.lock')]).toEqual(texts);
    expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('writes version and lock, and no other byte', async () => {
    const { run, read } = await scene(pinned(), { [inUse]: 'nothing', 'v1.1.0': 'nothing' });
    await run('lock');
    const text = read();
    const { code, out } = await run(...upgrade('--to', 'v1.1.0', '--write'));
    expect(out).toContain('note: written: platform.yaml, platform.lock; run `plinth generate` and commit both');
    expect(code).toBe(0);
    expect(read()).toBe(text.replace(inUse, 'v1.1.0'));
    expect(
      readLockText(read('platform.lock'), 'platform.lock').map((each) => each.kind === 'chart' && each.version),
    ).toEqual(['v1.1.0']);
    expect((await run('lock', '--check')).code).toBe(0);
    expect((await run('validate')).code).toBe(0);
  });

  it('writes the version into the block where it was the default of the component', async () => {
    const { run, read, internet } = await scene(platform(), { 'v9.9.9': 'nothing' });
    const missing = /chart cert-manager (v\S+)/.exec((await run('lock', '--check')).out)?.[1] ?? '';
    const archive = await packChart('cert-manager', upgradeChart(missing, 'nothing'));
    const index = `${repository}/index.yaml`;
    internet.pages.set(`${repository}/own.tgz`, archive);
    internet.pages.set(
      index,
      `${String(internet.pages.get(index))}    - { name: cert-manager, version: ${missing}, urls: [own.tgz] }\n`,
    );
    const { out } = await run(...upgrade('--to', 'v9.9.9', '--write'));
    expect(out).toContain('note: there is no platform.lock: `plinth lock` makes one');
    expect(read()).toBe(platform('{ version: v9.9.9, email: sre@example.org } # theirs'));
  });

  it('says what there is not: the component, the chart, the version', async () => {
    const { run } = await scene(pinned(), { [inUse]: 'nothing', 'v1.0.4': 'nothing', 'v2.0.0': 'nothing' });
    const failure = async (...words: readonly string[]) => {
      const { code, err } = await run('upgrade', ...words);
      expect(code).toBe(2);
      return err;
    };
    expect(await failure('cert-manger')).toContain('→ Did you mean `cert-manager`?');
    expect(await failure('gateway-api')).toContain('gateway-api has no chart on any cluster');
    expect(await failure('cert-manager', '--to', 'v1.0.5')).toContain('→ Did you mean `v1.0.4`? The newest is v2.0.0.');
    expect(await failure('--to', 'v1.0.4')).toContain('--to needs to know of what');
    expect(await failure('cert-manager', '--write')).toContain('--write needs a version');
  });

  it('trusts no bytes that are not what was promised, and says when nobody answers', async () => {
    const { run, offline, internet, read } = await scene(pinned(), { [inUse]: 'nothing', 'v2.0.0': 'everything' });
    await run('lock');
    const text = read();
    internet.pages.set(
      `${repository}/cert-manager-v2.0.0.tgz`,
      await packChart('cert-manager', upgradeChart('v2.0.0', 'nothing')),
    );
    const tampered = await run(...upgrade('--to', 'v2.0.0', '--write'));
    expect(tampered.err).toContain("the repository's index says sha256:");
    expect(tampered.code).toBe(2);
    expect(read()).toBe(text);
    const alone = await offline(...upgrade('--to', 'v2.0.0'));
    expect(alone.code).toBe(2);
    expect(alone.err).toContain('cannot lock chart cert-manager v2.0.0');
  });

  it('writes nothing when someone else has changed a file meanwhile, or is writing', async () => {
    const { run, read, internet, folder } = await scene(pinned(), { [inUse]: 'nothing', 'v1.1.0': 'nothing' });
    await run('lock');
    const lock = read('platform.lock');
    const url = `${repository}/cert-manager-v1.1.0.tgz`;
    const archive = internet.pages.get(url);
    internet.pages.set(url, (_, response) => {
      writeFileSync(join(folder, 'platform.yaml'), `${pinned()}# edited\n`);
      response.end(archive);
    });
    const { code, err } = await run(...upgrade('--to', 'v1.1.0', '--write'));
    expect(err).toContain('platform.yaml was changed while this run worked');
    expect(code).toBe(2);
    expect([read(), read('platform.lock')]).toEqual([`${pinned()}# edited\n`, lock]);
    const [one, other] = await Promise.all([
      run(...upgrade('--to', 'v1.1.0', '--write')),
      run(...upgrade('--to', 'v1.1.0', '--write')),
    ]);
    expect([one.code, other.code]).toContain(0);
    expect(read()).toBe(`${pinned()}# edited\n`.replace(inUse, 'v1.1.0'));
    expect(readLockText(read('platform.lock'), 'x')).toHaveLength(1);
  });

  it('leaves neither file changed where one cannot be', () => {
    const folder = mkdtempSync(join(scratch, 'run-'));
    const path = join(folder, 'platform.yaml');
    writeFileSync(path, 'old');
    const other = { path: join(folder, 'nowhere/platform.lock'), was: undefined, text: 'new' };
    expect(() => replaceTogether([{ path, was: 'old', text: 'new' }, other])).toThrow('cannot write');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['platform.yaml']);
  });

  it('leaves a cluster alone that says a version itself, unless it is named', async () => {
    const own = pinned().replace(
      'kubernetes: "1.34" }',
      'kubernetes: "1.34" }\n  two: { argocd: { hub: one }, kubernetes: "1.34", components: { cert-manager: { version: v1.0.1 } } }',
    );
    const { run, read } = await scene(own, { [inUse]: 'nothing', 'v1.0.1': 'nothing', 'v1.1.0': 'nothing' });
    expect((await run(...upgrade('--to', 'v1.1.0'))).out).toContain(
      'note: two stays at v1.0.1, which it says itself (`--cluster two`)',
    );
    expect((await run(...upgrade('--to', 'v1.1.0', '--cluster', 'two', '--write'))).code).toBe(0);
    expect(read()).toBe(own.replace('v1.0.1', 'v1.1.0'));
  });
});

describe('a version is written', () => {
  const path = ['components', 'web', 'version'];
  it.each([
    [
      'over another',
      'components:\n  web: { version: 1.0.0, a: b } # x\n',
      'components:\n  web: { version: 2.0.0, a: b } # x\n',
    ],
    [
      'in its quotes',
      'components:\n  web:\n    version: "1.0.0" # x\n',
      'components:\n  web:\n    version: "2.0.0" # x\n',
    ],
    [
      'before the first key',
      'components:\n  web:\n    # x\n    a: b\n',
      'components:\n  web:\n    # x\n    version: 2.0.0\n    a: b\n',
    ],
    [
      'with the line ends that are there',
      'components:\r\n  web:\r\n    a: b\r\n',
      'components:\r\n  web:\r\n    version: 2.0.0\r\n    a: b\r\n',
    ],
    ['in braces', 'components: { web: {} }\n', 'components: { web: { version: 2.0.0 } }\n'],
    ['where nothing is', 'components:\n  web: # x\n  b: {}\n', 'components:\n  web: { version: 2.0.0 } # x\n  b: {}\n'],
    [
      'behind a key in quotes',
      '"components":\n  "web": { "version": \'1.0.0\' }\n',
      '"components":\n  "web": { "version": \'2.0.0\' }\n',
    ],
    [
      'behind an anchor',
      'components:\n  web: &w { version: &v 1.0.0 }\n',
      'components:\n  web: &w { version: &v 2.0.0 }\n',
    ],
  ])('%s', (_, text, expected) => {
    expect(withVersion(text, path, '2.0.0')).toBe(expected);
  });

  it('and not through an alias', () => {
    expect(() => withVersion('a: &a { b: c }\ncomponents: { web: *a }\n', path, '2.0.0')).toThrow('behind an alias');
    expect(() => withVersion('a: &a 1.0.0\ncomponents: { web: { version: *a } }\n', path, '2.0.0')).toThrow(
      'behind an alias',
    );
  });
});

it('versions are in the order of SemVer', () => {
  const sorted = ['x', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-2', 'v1.0.0', '1.2', '1.10.0+7'];
  const order = ['x', '1.0.0-2', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', 'v1.0.0', '1.2', '1.10.0+7'];
  expect([...sorted].sort(versionOrder)).toEqual(order);
  expect([...sorted].reverse().sort(versionOrder)).toEqual(order);
  expect(nearestVersion('1.2.5', ['1.2.1', '1.2.4', '1.3.0', '2.0.0'])).toBe('1.2.4');
  expect(nearestVersion('1.9.0', ['1.2.1', '1.3.0', '2.0.0'])).toBe('1.3.0');
});
