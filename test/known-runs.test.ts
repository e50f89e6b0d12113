import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
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
  return {
    folder,
    runs,
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

  it.each([
    ['cut short', (text: string) => text.slice(0, -40)],
    ['changed', (text: string) => text.replace('kind: Namespace', 'kind: Nothing')],
    ['empty', () => ''],
  ])('is worked out again when what is kept of it is %s', (_, spoil) => {
    const { folder, run, runs, kept } = scene();
    run('generate');
    const before = filesBelow(join(folder, 'kustomize'));
    const file = join(runs, kept()[0] ?? '');
    const text = readFileSync(file, 'utf8');
    expect(spoil(text)).not.toBe(text);
    writeFileSync(file, spoil(text));
    expect(run('generate')).toMatchObject({ code: 0, out: expect.stringContaining(' 0 written, 0 removed') as string });
    expect(filesBelow(join(folder, 'kustomize'))).toEqual(before);
    expect(readFileSync(file, 'utf8')).toBe(text);
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
    const { folder, run, runs, kept } = scene();
    writeFileSync(join(folder, 'platform.yaml'), `# a remark of ours\n${platform}`);
    run('generate');
    const [file = ''] = kept();
    expect(statSync(runs).mode & 0o077).toBe(0);
    expect(statSync(join(runs, file)).mode & 0o077).toBe(0);
    expect(readFileSync(join(runs, file), 'utf8')).not.toContain('a remark of ours');
    writeFileSync(join(folder, 'platform.yaml'), platform.replace('email', 'mail'));
    expect(run('generate').code).toBe(1);
    expect(kept()).toEqual([file]);
  });

  it('does without a place to keep it in', () => {
    const { folder, run, runs } = scene();
    mkdirSync(join(folder, 'cache/plinth'), { recursive: true });
    writeFileSync(runs, 'a file where the folder would be');
    expect(run('generate')).toMatchObject({ code: 0, err: '' });
  });

  it('makes room: the last dozen stay', () => {
    const { folder, run, kept } = scene();
    for (let index = 0; index < 14; index++) {
      writeFileSync(join(folder, 'platform.yaml'), `${platform}# ${index}\n`);
      expect(run('generate').code).toBe(0);
    }
    expect(kept()).toHaveLength(12);
  });

  it('is the same for the shipped platform', () => {
    const env = { XDG_CACHE_HOME: mkdtempSync(join(scratch, 'shipped-')) };
    const once = plinth(['generate', '--check'], { cwd: repository, env });
    expect(once.code).toBe(0);
    expect(plinth(['generate', '--check'], { cwd: repository, env })).toEqual(once);
  });
});
