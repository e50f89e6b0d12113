import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFolder } from '../support/files.ts';

/** Commits a tree where Argo CD finds the platform's repository; gives the commit. */
export function publish(tree: ReadonlyMap<string, string>, url: string, web: string, scratch: string): string {
  const { hostname, pathname } = new URL(url);
  const bare = join(web, hostname, pathname.endsWith('.git') ? pathname : `${pathname}.git`);
  const work = join(scratch, 'tree');
  if (!existsSync(bare)) {
    mkdirSync(dirname(bare), { recursive: true });
    git(scratch, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  }
  replaceFolder(join(work, 'content'), tree);
  const store = ['--git-dir', join(scratch, 'store'), '--work-tree', join(work, 'content')];
  if (!existsSync(join(scratch, 'store'))) git(work, ...store, 'init', '--quiet', '--initial-branch=main');
  git(work, ...store, 'add', '--all');
  git(
    work,
    ...store,
    '-c',
    'user.name=harness',
    '-c',
    'user.email=harness@example.org',
    'commit',
    '--quiet',
    '--allow-empty',
    '-m',
    'tree',
  );
  git(work, ...store, 'push', '--quiet', '--force', bare, 'HEAD:refs/heads/main');
  return git(work, ...store, 'rev-parse', 'HEAD').trim();
}

function git(cwd: string, ...words: readonly string[]): string {
  const run = spawnSync('git', ['-c', 'safe.directory=*', ...words], { cwd, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`git ${words.join(' ')}: ${run.stderr}`);
  return run.stdout;
}
