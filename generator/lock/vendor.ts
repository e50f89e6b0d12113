import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../failure.ts';
import type { Lock } from '../lock.ts';
import { diskFailure } from '../write/disk-failure.ts';
import { type Cache, openCache, removeAbandoned, usualCacheFolder } from './cache.ts';

/** Where a platform keeps, in git, the bytes that its lock names: for places without a network. */
export function vendorFolder(platform: string): string {
  return join(platform === '-' ? '.' : dirname(platform), 'vendor/plinth');
}

/** Where the bytes of a platform's lock may lie, the first that has them counts. */
export function byteFolders(platform: string): readonly string[] {
  return [vendorFolder(platform), usualCacheFolder()];
}

/** The bytes of a platform's lock: those in its vendor folder, then those in the cache of whoever runs Plinth. What is put goes into the latter. */
export function cacheBeside(platform: string): Cache {
  const vendored = openCache(vendorFolder(platform));
  // where there is no home, there is no place for it either, and most platforms ask for nothing
  return {
    read: (sha256) => vendored.read(sha256) ?? openCache().read(sha256),
    put: (bytes) => openCache().put(bytes),
  };
}

/** Makes the vendor folder hold exactly what the lock names, where there is one or where it is asked for; how many files came and went. */
export function vendor(
  platform: string,
  lock: Lock,
  isAsked: boolean,
): { readonly added: number; readonly removed: number } {
  const folder = vendorFolder(platform);
  if (!isAsked && !existsSync(folder)) return { added: 0, removed: 0 };
  const wanted = new Set(lock.map(({ sha256 }) => sha256));
  const there = held(folder);
  const missing = [...wanted].filter((sha256) => openCache(folder).read(sha256) === undefined);
  for (const sha256 of missing) openCache(folder).put(bytesOf(sha256, platform));
  const stale = there.filter((name) => !wanted.has(name));
  for (const name of stale) rmSync(join(folder, name), { force: true });
  return { added: missing.length, removed: stale.length };
}

function held(folder: string): readonly string[] {
  try {
    mkdirSync(folder, { recursive: true });
    removeAbandoned(folder);
    // what else lies there is not Plinth's
    return readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name));
  } catch (error) {
    throw diskFailure('write', folder, error);
  }
}

function bytesOf(sha256: string, platform: string): Buffer {
  const bytes = cacheBeside(platform).read(sha256);
  if (bytes !== undefined) return bytes;
  throw new Failure(`${sha256} is no longer in the cache`, 'Run `plinth lock --vendor` again.');
}
