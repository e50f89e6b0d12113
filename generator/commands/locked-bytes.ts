import { openCache } from '../lock/cache.ts';
import { lockIn, lockPath, readLockFile } from '../lock/lock-file.ts';
import { lockEntryOf } from '../lock.ts';
import type { LockedBytes } from '../verify/inflation.ts';

/** What `plinth lock` recorded beside the platform and keeps in the cache. */
export function lockedBytes(platform: string): LockedBytes {
  const path = lockPath(platform);
  const lock = lockIn(readLockFile(path), path);
  const cache = openCache();
  return (artefact) => {
    const sha256 = lockEntryOf(lock, artefact)?.sha256;
    const bytes = sha256 === undefined ? undefined : cache.read(sha256);
    return sha256 === undefined || bytes === undefined ? undefined : { sha256, bytes };
  };
}
