import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plinth } from './support/cli.ts';

const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34", cni: { networkPolicies: true } }
components:
  cert-manager: { email: sre@example.org }
  contour: {}
  argocd: {}
apps:
  shop: { image: ghcr.io/example/shop:1.0.0, port: 8080 }
`;
const newer = platform.replace('shop:1.0.0', 'shop:1.1.0');

let folder = '';
const git = (...words: string[]) => {
  const author = ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...author, ...words], { cwd: folder, encoding: 'utf8' });
};
const run = (...words: string[]) => plinth(['diff', ...words], { cwd: folder });
const write = (text: string) => writeFileSync(join(folder, 'platform.yaml'), text);
const commit = () => {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', 'x');
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-diff-'));
  git('init', '--quiet', '--initial-branch', 'main');
  write(platform);
  plinth(['generate'], { cwd: folder });
  commit();
});
afterEach(() => rmSync(folder, { recursive: true }));

it('compares what is on disk with the last commit, and writes nothing', () => {
  expect(run()).toMatchObject({ code: 0, out: expect.stringMatching(/^no object changes against \w+\n$/) as string });
  write(newer);
  const files = readdirSync(folder, { recursive: true }).length;
  const { code, out } = run();
  expect(code).toBe(0);
  expect(out).toContain('~ restarts-pods      apps/shop: Deployment shop/shop on one\n');
  expect(out).toContain('containers[shop].image: ghcr.io/example/shop:1.0.0 → ghcr.io/example/shop:1.1.0\n');
  expect(readdirSync(folder, { recursive: true })).toHaveLength(files);
});

it('on a branch, compares with where it left the main one', () => {
  git('checkout', '--quiet', '-b', 'feature');
  write(newer);
  commit();
  expect(run().out).toContain('the worst: restarts-pods');
  expect(run('--base', 'HEAD').out).toMatch(/^no object changes|note/);
});

it('--fail-on takes a class and all that are worse', () => {
  write(newer);
  expect(run('--fail-on', 'restarts-pods').code).toBe(1);
  expect(run('--fail-on', 'harmless').code).toBe(1);
  expect(run('--fail-on', 'exposure-changed').code).toBe(0);
  expect(run('--fail-on', 'nothing').code).toBe(2);
  write(platform);
  expect(run('--fail-on', 'harmless').code).toBe(0);
});

it('gives data and Markdown', () => {
  write(newer);
  plinth(['validate'], { cwd: folder });
  const data = JSON.parse(run('--format', 'json').out) as { risk: string; changes: { clusters: string[] }[] };
  expect(data).toMatchObject({ risk: 'restarts-pods', notes: [], changes: [{ clusters: ['one'], verb: 'changed' }] });
  expect(run('--format', 'markdown').out).toMatch(
    /^<!-- plinth diff -->\n### What this changes: 1 change on 1 cluster\n/,
  );
});

it('says that the committed tree is another one', () => {
  writeFileSync(join(folder, 'clusters/one/README.md'), 'from elsewhere\n');
  commit();
  const { code, out } = run();
  expect(code).toBe(0);
  expect(out).toContain('1 generated files at');
  expect(out).toContain('(clusters/one/README.md)');
});

it.each([
  ['a commit that is not there', ['--base', 'nowhere'], 'nowhere'],
  ['a commit that looks like a flag', ['--base=--output=x'], 'git has no commit "--output=x"'],
])('fails on %s', (_, words, message) => {
  const { code, out, err } = run(...words);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});

it('fails where this Plinth takes the platform.yaml of the commit for none, with its line', () => {
  write(platform.replace('contour: {}', 'contuor: {}'));
  commit();
  write(platform);
  const { code, err } = run('--base', 'HEAD');
  expect(code).toBe(2);
  expect(err).toMatch(/cannot compile platform\.yaml at \w+, line 9: /);
});

it('an error in the platform on disk is told as everywhere', () => {
  write(platform.replace('email:', 'emial:'));
  const { code, out } = run();
  expect(code).toBe(1);
  expect(out).toContain('platform.yaml:8:19 error unknown-option');
  expect(out).toContain('nothing was compared');
});

it('says while the platform has not been checked, and no longer when it was found clean', () => {
  const cache = { XDG_CACHE_HOME: join(folder, 'cache') };
  const told = (...words: string[]) => plinth(words, { cwd: folder, env: cache });
  const note = 'has not been checked here yet';
  write(newer);
  const first = told('diff');
  expect(first).toMatchObject({ code: 0, err: '', out: expect.stringContaining(note) as string });
  expect(told('diff')).toEqual(first);
  expect(told('validate').code).toBe(0);
  expect(told('diff').out).not.toContain(note);
  const app = (name: string) =>
    `  ${name}: { image: "ghcr.io/example/${name}:1.0.0", port: 80, host: a.example.org }\n`;
  write(`${platform}${app('one')}${app('two')}`);
  expect(told('validate').out).toContain('error duplicate-host');
  expect(told('diff').out).toContain(note);
});

it('--cluster and --stage take a part', () => {
  write(newer.replace('email: sre@example.org', 'email: ops@example.org'));
  plinth(['validate'], { cwd: folder });
  expect(run('--stage', 'apps/shop').out).toMatch(/^~ restarts-pods .*shop\/shop on one\n(?: .*\n)*1 change against/);
  expect(run('--stage', 'cert-manager').out).not.toContain('Deployment shop/shop');
  expect(run('--cluster', 'one').out).toBe(run().out);
  expect(run('--cluster', 'two').err).toContain('the platform has no cluster `two`');
  expect(run('--stage', 'apps/shp').err).toContain('did you mean `apps/shop`?');
});
