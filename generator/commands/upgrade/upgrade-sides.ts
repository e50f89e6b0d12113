import { analyse } from '../../index.ts';
import { lockIn } from '../../lock/lock-file.ts';
import { lockPath, readLockFile } from '../../lock/read-lock-file.ts';
import type { Lock } from '../../lock.ts';
import { hostAt } from '../compile/host-at.ts';
import type { Extended } from '../extensions/extended.ts';
import { type Invocation, rootOf } from '../invocation.ts';

/** The flags of `plinth upgrade`. */
export interface UpgradeFlags extends Omit<Invocation, 'format'> {
  readonly to?: string;
  readonly cluster?: string;
  readonly write?: boolean;
  readonly format: 'text' | 'json' | 'markdown';
}

/** A text of the platform up to its checks, its charts named and not rendered. */
export function unrendered(text: string, flags: UpgradeFlags, using: Extended) {
  const asked = hostAt(rootOf({ ...flags, format: 'text' }), () => ({ problems: [] }));
  return using.compiled((registry) => analyse(text, registry, asked));
}

/** The lock beside the platform, and the text of its file. */
export function lockOf(flags: UpgradeFlags): {
  readonly path: string;
  readonly was: string | undefined;
  readonly lock: Lock;
} {
  const path = lockPath(flags.platform);
  const was = readLockFile(path);
  return { path, was, lock: lockIn(was, path) };
}
