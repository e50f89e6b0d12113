import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

// A file system like any other, without the waiting: some tests write ten thousand files.
const memory = '/dev/shm';

/** A new folder with an empty `root` and a cache of its own in it; both vanish after the test. */
export function scratch(): { readonly folder: string; readonly root: string; readonly cache: string } {
  const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'plinth-write-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const cache = join(folder, 'cache');
  process.env['XDG_CACHE_HOME'] = cache;
  const root = join(folder, 'root');
  mkdirSync(root);
  return { folder, root, cache };
}

/** The same, with the root as a new git repository without a commit. */
export function scratchRepository(): string {
  const { root } = scratch();
  git(root, 'init', '--quiet', '--initial-branch=main');
  return root;
}

/** Runs git in `folder`, far from the repository, the hook and the person that run the test. */
export function git(folder: string, ...words: readonly string[]): string {
  const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const person = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  const run = execFileSync('git', [...person, ...words], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  return run.toString();
}

/** Stages and commits everything. */
export function commit(root: string): void {
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--allow-empty', '--message=test');
}

/** Writes a file and the folders above it. */
export function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
