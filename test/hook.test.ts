import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plinth, repository } from './support/cli.ts';

const valid = (components: string): string => `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
components:
${components}`;
const both = valid('  gateway-api: {}\n  cert-manager: { email: sre@example.org }\n');
const single = valid('  gateway-api: {}\n');

let folder = '';
const git = (...words: string[]): string =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...words], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
const commit = () =>
  spawnSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', 'commit', '-m', 'x'], {
    cwd: folder,
    encoding: 'utf8',
  });
const put = (text: string) => writeFileSync(join(folder, 'platform.yaml'), text);
const committed = (): string => git('ls-tree', '-r', '--name-only', 'HEAD');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-hook-'));
  git('init', '--quiet', '--initial-branch=main');
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(join(repository, 'dist/plinth.cjs'), join(folder, 'node_modules/.bin/plinth'));
  writeFileSync(join(folder, '.gitignore'), 'node_modules/\n');
  expect(plinth(['hook', '--install'], { cwd: folder }).code).toBe(0);
});
afterEach(() => rmSync(folder, { recursive: true }));

it('commits the tree with the platform', () => {
  put(both);
  git('add', 'platform.yaml');
  expect(commit().status).toBe(0);
  expect(committed()).toContain('kustomize/cert-manager/issuers/base/kustomization.yaml');
  expect(git('status', '--porcelain')).toBe('?? .gitignore\n');
});

it('takes what is no longer generated out of the commit', () => {
  put(both);
  git('add', '.');
  commit();
  put(single);
  git('add', 'platform.yaml');
  expect(commit().status).toBe(0);
  expect(committed()).not.toContain('cert-manager');
  expect(git('status', '--porcelain')).toBe('');
});

it('generates from what is staged, and says that the file differs', () => {
  put(single);
  git('add', '.');
  put(both);
  const { status, stdout, stderr } = commit();
  expect(status).toBe(0);
  expect(stdout + stderr).toContain('platform.yaml has changes that are not staged');
  expect(committed()).not.toContain('cert-manager');
  expect(readFileSync(join(folder, 'platform.yaml'), 'utf8')).toBe(both);
});

it('refuses a commit whose platform has errors, and writes nothing', () => {
  put(both.replace('email:', 'emial:'));
  git('add', '.');
  const { status, stdout, stderr } = commit();
  expect(status).toBe(1);
  expect(stdout + stderr).toContain('did you mean `email`?');
  expect(git('status', '--porcelain')).not.toContain('kustomize');
});

it('keeps a change made by hand and refuses the commit', () => {
  put(single);
  git('add', '.');
  commit();
  const file = join(folder, 'kustomize/gateway-api/install/chart/kustomization.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}# mine\n`);
  put(single.replace('{}', '{ release: v1.5.0 }'));
  git('add', 'platform.yaml');
  const { status, stdout, stderr } = commit();
  expect(status).toBe(1);
  expect(stdout + stderr).toContain('kustomize/gateway-api/install/chart/kustomization.yaml');
  expect(readFileSync(file, 'utf8')).toContain('# mine');
});

it('says that a change made by hand, which was staged, is replaced', () => {
  put(single);
  git('add', '.');
  expect(commit().stderr).not.toContain('replaced');
  const path = 'kustomize/gateway-api/install/chart/kustomization.yaml';
  const before = readFileSync(join(folder, path), 'utf8');
  writeFileSync(join(folder, path), `${before}# mine\n`);
  put(single.replace('{}', '{ release: v1.5.0 }'));
  git('add', '.');
  const { status, stdout, stderr } = commit();
  expect(status).toBe(0);
  expect(stdout + stderr).toContain(`replaced ${path}`);
  expect(stdout + stderr).not.toContain('replaced platform.yaml');
  expect(readFileSync(join(folder, path), 'utf8')).not.toContain('# mine');
});

it('leaves a hook that is not its own alone', () => {
  const file = join(folder, '.git/hooks/pre-commit');
  writeFileSync(file, '#!/bin/sh\nexit 0\n');
  const { code, err } = plinth(['hook', '--install'], { cwd: folder });
  expect(code).toBe(2);
  expect(err).toContain('add the line');
  expect(readFileSync(file, 'utf8')).toBe('#!/bin/sh\nexit 0\n');
});
