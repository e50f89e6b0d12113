import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plinth } from './support/cli.ts';

const scratch = mkdtempSync(join(tmpdir(), 'plinth-drift-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
components:
  metrics-server: {}
`;
const file = 'clusters/one/README.md';

/** A generated tree in a repository, all of it committed. */
function scene() {
  const folder = mkdtempSync(join(scratch, 'run-'));
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], { cwd: folder });
  writeFileSync(join(folder, 'platform.yaml'), platform);
  const run = (...words: readonly string[]) => plinth(words, { cwd: folder });
  expect(run('generate').code).toBe(0);
  git('init', '-q');
  git('add', '--all');
  git('commit', '-qm', 'A platform');
  const put = (path: string, text = 'kind: ConfigMap\n') => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  return { folder, run, put };
}

/** What `generate --check` says, after the list of files. */
const ways = (out: string) => out.slice(out.lastIndexOf('\n\n') + 2).split('\n');

describe('`generate --check` says what helps', () => {
  it('against files that only have to be written', () => {
    const { folder, run } = scene();
    rmSync(join(folder, file));
    const { code, out } = run('generate', '--check');
    expect(out).toMatch(
      new RegExp(
        `^missing {2}${file}\n\n1 of \\d+ files differs; run \`plinth generate\` and commit what it writes\n$`,
        'm',
      ),
    );
    expect(code).toBe(1);
  });

  it('against a change by hand, which generating would keep', () => {
    const { folder, run } = scene();
    appendFileSync(join(folder, file), 'by hand\n');
    const { code, out } = run('generate', '--check');
    expect(out).toContain(`edited   ${file}`);
    expect(ways(out)).toEqual([
      expect.stringMatching(
        /^1 of \d+ files differs; what is edited, say in platform\.yaml instead, and `plinth generate --force` gives the edit up; one that is committed, `plinth generate` replaces$/,
      ),
      '',
    ]);
    expect(code).toBe(1);
    expect(run('generate', '--force').code).toBe(0);
    expect(run('generate', '--check').code).toBe(0);
  });

  it('against files that are not its own', () => {
    const { folder, run, put } = scene();
    put('kustomize/mine/config-map.yaml');
    expect(ways(run('generate', '--check').out)[0]).toMatch(
      /; what is foreign, move out of `kustomize\/` and `clusters\/`, or delete: Plinth touches only what it generated$/,
    );
    rmSync(join(folder, 'kustomize/mine'), { recursive: true });
    put(file, 'not generated\n');
    expect(ways(run('generate', '--check').out)[0]).toMatch(
      /; what is blocked, move away or delete first: until then, `plinth generate` writes nothing$/,
    );
  });

  it('against all of them, a line each', () => {
    const { folder, run, put } = scene();
    appendFileSync(join(folder, file), 'by hand\n');
    put('kustomize/mine/config-map.yaml');
    put('clusters/one/kustomization.yaml', 'not generated\n');
    rmSync(join(folder, 'kustomize/metrics-server/install/overlays/one/kustomization.yaml'));
    expect(ways(run('generate', '--check').out)).toEqual([
      expect.stringMatching(/^4 of \d+ files differ:$/),
      expect.stringContaining('  what is blocked, '),
      expect.stringContaining('  run `plinth generate` and commit what it writes'),
      expect.stringContaining('  what is edited, '),
      expect.stringContaining('  what is foreign, '),
      '',
    ]);
  });
});

describe('`verify`, which proves what platform.yaml compiles to', () => {
  it('says that files on the disk are others, and leaves it to `generate --check` to fail', () => {
    const { folder, run } = scene();
    expect(run('verify')).toMatchObject({ code: 0, out: expect.not.stringContaining('on the disk') as string });
    appendFileSync(join(folder, file), 'by hand\n');
    const line = '1 file on the disk is not as verified here: `plinth generate --check` says which\n';
    expect(run('verify')).toMatchObject({ code: 0, out: expect.stringMatching(new RegExp(`${line}$`)) as string });
    rmSync(join(folder, 'kustomize'), { recursive: true });
    expect(JSON.parse(run('verify', '--format', 'json').out).differing).toBeGreaterThan(3);
  });

  it('says nothing of the disk where the platform comes by standard input', () => {
    const { code, out } = plinth(['verify', '--platform', '-'], { cwd: scratch, input: platform });
    expect(out).toMatch(/^\d+ builds; .*\n$/m);
    expect(out).not.toContain('on the disk');
    expect(code).toBe(0);
  });
});
