import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { cacheFolder, isOwnCache } from './cache-folder.ts';
import { diskFailure } from './disk-failure.ts';
import { fingerprint } from './ledger.ts';

/** Where Plinth keeps what it must remember about one root of one working copy, outside the committed files. */
export interface PrivateFolder {
  readonly path: string;
  readonly inGit: boolean;
  /** Where that was before the working copy was git's; absent where there is no place for it. */
  readonly earlier?: string;
}

/** The private folder of `root` (an absolute path without links): in git's own folder, or else in the user's cache. Creates nothing. */
export function locatePrivateFolder(root: string): PrivateFolder {
  for (let top = root; ; top = dirname(top)) {
    const git = readable(join(top, '.git'), gitFolder);
    if (git !== undefined)
      return { path: join(git, 'plinth', idOf(relative(top, root))), inGit: true, ...earlierPlace(root) };
    if (top === dirname(top)) return { path: join(cacheFolder(), idOf(root)), inGit: false };
  }
}

function earlierPlace(root: string): { earlier?: string } {
  return isOwnCache() ? { earlier: join(cacheFolder(), idOf(root)) } : {};
}

// A worktree and a submodule have a file there that says where their folder is, so each has a ledger of its own.
function gitFolder(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  const git = stats.isDirectory() ? path : pointedAt(path);
  return git !== undefined && statSync(join(git, 'HEAD'), { throwIfNoEntry: false }) ? git : undefined;
}

function readable<Result>(path: string, read: (path: string) => Result): Result {
  try {
    return read(path);
  } catch (error) {
    throw diskFailure('read', path, error);
  }
}

function pointedAt(path: string): string | undefined {
  const target = /^gitdir: (.+?)\r?\n?$/.exec(readFileSync(path, 'utf8'))?.[1];
  return target === undefined ? undefined : resolve(dirname(path), target);
}

function idOf(path: string): string {
  return fingerprint(path).slice(0, 16);
}
