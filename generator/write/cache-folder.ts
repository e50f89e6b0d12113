import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { Failure } from '../failure.ts';

/** Where Plinth keeps what it can make again: `$XDG_CACHE_HOME/plinth`, or `~/.cache/plinth`. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const given = env['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(given) ? given : join(home(), '.cache'), 'plinth');
}

/**
 * Whether nobody else can put into the cache what would be believed, or run: it is this user's, or not there yet. The superuser takes that of
 * whoever called it. Without a home there is none.
 */
export function isOwnCache(): boolean {
  try {
    const folder = cacheFolder();
    const before = known.get(folder);
    if (before !== undefined) return before;
    const own = isOwn(folder);
    known.set(folder, own);
    return own;
  } catch {
    return false;
  }
}

const known = new Map<string, boolean>();

function isOwn(folder: string): boolean {
  const stats = statSync(folder, { throwIfNoEntry: false });
  // Windows has neither: there a folder is its user's by where it is
  const user = process.getuid?.();
  if (stats === undefined || user === undefined) return true;
  return (user === 0 || stats.uid === user) && (stats.mode & 0o002) === 0;
}

// A container may run under a user that its system does not know.
function home(): string {
  const folder = knownHome();
  if (isAbsolute(folder)) return folder;
  // the cache would be below wherever one is, and in the next commit
  throw new Failure('cannot find your home folder', 'Set XDG_CACHE_HOME to a folder that you may write.');
}

function knownHome(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}
