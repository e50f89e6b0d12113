import { Failure } from '../failure.ts';

const reasons: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  ENOENT: ['it does not exist', 'Create it or correct the path, then run again.'],
  ENOTDIR: ['it is not in a folder', 'Create the folder or correct the path, then run again.'],
  ENOSPC: ['the disk is full', 'Free some space, then run again.'],
  EDQUOT: ['your disk quota is used up', 'Free some space or ask for more, then run again.'],
  EACCES: ['permission denied', 'Give yourself the right to change it, then run again.'],
  EPERM: ['operation not permitted', 'Look at its owner and attributes (`ls -l`, `lsattr`), then run again.'],
  EROFS: ['the file system is read-only', 'Make it writable or choose another folder, then run again.'],
  EMFILE: ['too many open files', 'Raise the limit (`ulimit -n`), then run again.'],
  ENFILE: ['too many open files on this machine', 'End something that holds many files open, then run again.'],
  ENAMETOOLONG: ['the name is too long for this file system', 'Choose a shorter name in platform.yaml.'],
  EBUSY: ['another program or a mount holds it', 'Release it, then run again.'],
};

/** The code of a system error (`ENOENT`, …); undefined for any other error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What to tell when the disk refuses: names the file, says why and what to do; `outcome` says what state the tree is in. */
export function diskFailure(
  action: 'read' | 'write' | 'remove',
  path: string,
  error: unknown,
  outcome?: string,
): Failure {
  const said = error instanceof Error ? error.message : String(error);
  const [reason, hint] = reasons[codeOf(error) ?? ''] ?? [said, 'Remove the cause, then run again.'];
  const advice = outcome === undefined ? hint : `${outcome} ${hint}`;
  return new Failure(`cannot ${action} ${path}: ${reason}`, advice, error);
}
