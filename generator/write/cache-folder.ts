import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { Failure } from '../failure.ts';

/** Where Plinth keeps what it can make again: `$XDG_CACHE_HOME/plinth`, or `~/.cache/plinth`. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const given = env['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(given) ? given : join(home(), '.cache'), 'plinth');
}

// A container may run under a user that its system does not know.
function home(): string {
  try {
    return homedir();
  } catch (error) {
    throw new Failure('cannot find your home folder', 'Set XDG_CACHE_HOME to a folder that you may write.', error);
  }
}
