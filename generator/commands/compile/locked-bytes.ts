import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Cache } from '../../lock/cache.ts';
import { lockIn } from '../../lock/lock-file.ts';
import { lockPath, readLockFile } from '../../lock/read-lock-file.ts';
import { byteFolders, cacheBeside } from '../../lock/vendor.ts';
import { type Lock, lockEntryOf } from '../../lock.ts';
import type { LockedBytes } from '../../verify/inflation.ts';

/** What decides which bytes `lockedBytes` has: the lock's text, and which of its entries are at hand. */
export function lockState(platform: string): readonly unknown[] {
  const path = lockPath(platform);
  const text = readLockFile(path);
  const folders = byteFolders(platform);
  const sizeOf = (sha256: string) =>
    folders.map((folder) => statSync(join(folder, sha256), { throwIfNoEntry: false })?.size ?? null);
  return [text ?? null, lockIn(text, path).map(({ sha256 }) => sizeOf(sha256))];
}

/** What `plinth lock` recorded beside the platform. */
export function lockBeside(platform: string): Lock {
  const path = lockPath(platform);
  return lockIn(readLockFile(path), path);
}

/** What the lock beside the platform names, as far as it is at hand. */
export function bytesBeside(platform: string): LockedBytes {
  return lockedBytes(lockBeside(platform), cacheBeside(platform));
}

/** What a lock names, as far as a cache keeps it. */
export function lockedBytes(lock: Lock, cache: Cache): LockedBytes {
  return (artefact) => {
    const sha256 = lockEntryOf(lock, artefact)?.sha256;
    const bytes = sha256 === undefined ? undefined : cache.read(sha256);
    return sha256 === undefined || bytes === undefined ? undefined : { sha256, bytes };
  };
}
