import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../generator/write/ledger.ts';
import { plinth, repository } from './support/cli.ts';
import { filesBelow } from './support/files.ts';

const scratch = mkdtempSync(join(tmpdir(), 'plinth-known-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34", cni: { networkPolicies: true } }
components:
  cert-manager: { email: sre@example.org }
apps:
  wiki: { source: { kind: folder, path: wiki } }
`;

/** A folder with a platform, an app's folder beside it, and a cache of its own. */
function scene() {
  const folder = mkdtempSync(join(scratch, 'run-'));
  mkdirSync(join(folder, 'wiki'));
  writeFileSync(join(folder, 'platform.yaml'), platform);
  const runs = join(folder, 'cache/plinth/runs');
  const made = join(folder, 'cache/plinth/made');
  return {
    folder,
    runs,
    made,
    run: (...words: readonly string[]) =>
      plinth(words, { cwd: folder, env: { XDG_CACHE_HOME: join(folder, 'cache') } }),
    kept: () => readdirSync(runs),
  };
}

describe('a run that is known', () => {
  it('gives what it gave before, in every format, and puts right what is on disk', () => {
    const { folder, run, kept } = scene();
    const formats = ['text', 'json', 'sarif', 'github'];
    run('generate');
    rmSync(join(folder, 'cache'), { recursive: true });
    const first = formats.map((format) => run('generate', '--check', '--format', format));
    expect(kept()).toHaveLength(1);
    expect(formats.map((format) => run('generate', '--check', '--format', format))).toEqual(first);
    const before = filesBelow(join(folder, 'kustomize'));
    rmSync(join(folder, 'kustomize'), { recursive: true });
    expect(run('generate', '--check').code).toBe(1);
    expect(run('generate').code).toBe(0);
    expect(filesBelow(join(folder, 'kustomize'))).toEqual(before);
    expect(kept()).toHaveLength(1);
  });

  describe.each([
    ['of it', 'runs', '"rulesNotEvaluated":'],
    ['of a folder of its tree', 'made', 'kind: Namespace'],
  ] as const)('is worked out again when what is kept %s', (_, where, said) => {
    it.each([
      ['is cut short', (text: string) => text.slice(0, -40)],
      ['is changed', (text: string) => text.replace(said, said.toUpperCase())],
      ['is empty', () => ''],
    ])('%s', (_, spoil) => {
      const { folder, run, ...kept } = scene();
      run('generate');
      const before = filesBelow(join(folder, 'kustomize'));
      const all = filesBelow(kept[where]);
      const [name = '', text = ''] = [...all].find(([, each]) => each.includes(said)) ?? [];
      expect(spoil(text)).not.toBe(text);
      writeFileSync(join(kept[where], name), spoil(text));
      expect(run('generate')).toMatchObject({
        code: 0,
        out: expect.stringContaining(' 0 written, 0 removed') as string,
      });
      expect(filesBelow(join(folder, 'kustomize'))).toEqual(before);
      expect(filesBelow(kept[where])).toEqual(all);
    });
  });

  it('counts only while the folders that it asked for are as they were', () => {
    const { folder, run } = scene();
    expect(run('generate').code).toBe(0);
    rmSync(join(folder, 'wiki'), { recursive: true });
    expect(run('generate')).toMatchObject({ code: 1, out: expect.stringContaining('nothing was written') as string });
    mkdirSync(join(folder, 'wiki'));
    expect(run('generate').code).toBe(0);
  });

  it('is kept for its owner alone, without the text of the platform; with errors it is not kept', () => {
    const { folder, run, runs, made, kept } = scene();
    writeFileSync(join(folder, 'platform.yaml'), `# a remark of ours\n${platform}`);
    run('generate');
    const [file = ''] = kept();
    for (const each of [runs, made]) {
      const all = filesBelow(each);
      expect(all.size).toBeGreaterThan(0);
      expect(
        [each, ...[...all.keys()].map((name) => join(each, name))].map((path) => statSync(path).mode & 0o077),
      ).toEqual(Array.from({ length: all.size + 1 }, () => 0));
      expect([...all.values()].join()).not.toContain('a remark of ours');
    }
    writeFileSync(join(folder, 'platform.yaml'), platform.replace('email', 'mail'));
    expect(run('generate').code).toBe(1);
    expect(kept()).toEqual([file]);
  });

  it.each(['runs', 'made'] as const)('does without a place to keep it in: %s', (where) => {
    const { folder, run, ...kept } = scene();
    mkdirSync(join(folder, 'cache/plinth'), { recursive: true });
    writeFileSync(kept[where], 'a file where the folder would be');
    expect(run('generate')).toMatchObject({ code: 0, err: '' });
    expect(run('generate')).toMatchObject({ code: 0, err: '' });
  });

  it('is not believed where others may write', () => {
    const { folder, run, made, kept } = scene();
    run('generate');
    const before = filesBelow(join(folder, 'kustomize'));
    for (const [name, text] of filesBelow(made)) {
      const body = text.slice(64).replace('kind: Namespace', 'kind: Nothing');
      writeFileSync(join(made, name), `${fingerprint(body)}${body}`);
    }
    chmodSync(join(folder, 'cache/plinth'), 0o777);
    expect(run('generate')).toMatchObject({ code: 0, out: expect.stringContaining(' 0 written, 0 removed') as string });
    expect(filesBelow(join(folder, 'kustomize'))).toEqual(before);
    writeFileSync(join(folder, 'platform.yaml'), `${platform}# another\n`);
    expect(run('generate').code).toBe(0);
    expect(kept()).toHaveLength(1);
  });

  it('is nowhere without a home, and the commands do without', () => {
    const { folder } = scene();
    mkdirSync(join(folder, '.git'));
    writeFileSync(join(folder, '.git/HEAD'), 'ref: refs/heads/main\n');
    const env = { XDG_CACHE_HOME: '', HOME: 'relative' };
    for (const words of [['validate'], ['generate'], ['generate', '--check'], ['graph'], ['explain', 'cert-manager']])
      expect(plinth(words, { cwd: folder, env })).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(folder, 'relative'))).toBe(false);
  });

  it('is made of what other runs made, where that is as it was', () => {
    const { folder, run, made } = scene();
    run('generate');
    const before = [...filesBelow(made).keys()];
    writeFileSync(
      join(folder, 'platform.yaml'),
      platform.replace('source: { kind: folder, path: wiki }', 'image: ghcr.io/example/wiki:1.0.0, port: 8080'),
    );
    expect(run('generate').code).toBe(0);
    const after = [...filesBelow(made).keys()];
    expect(after).toEqual(expect.arrayContaining(before));
    // the app, and the folder of the hub with what exists once
    expect(after).toHaveLength(before.length + 2);
  });

  it('makes room: the last dozen stay, and what they are made of', () => {
    const { folder, run, made, kept } = scene();
    for (let index = 0; index < 14; index++) {
      writeFileSync(join(folder, 'platform.yaml'), platform.replace('name: example', `name: example-${index}`));
      expect(run('generate').code).toBe(0);
    }
    expect(kept()).toHaveLength(12);
    const left = filesBelow(made);
    const named = [...filesBelow(join(made, '../runs')).values()].flatMap(
      (text) => text.match(/[0-9a-f]{32}(?=")/g) ?? [],
    );
    expect([...left.keys()].sort()).toEqual([...new Set(named)].sort());
    const hub = [...left.values()].filter((text) => text.includes('"clusters/one/README.md"'));
    expect(hub).toHaveLength(12);
  });

  it('is the same for the shipped platform', () => {
    const env = { XDG_CACHE_HOME: mkdtempSync(join(scratch, 'shipped-')) };
    const once = plinth(['generate', '--check'], { cwd: repository, env });
    expect(once.code).toBe(0);
    expect(plinth(['generate', '--check'], { cwd: repository, env })).toEqual(once);
  });
});
