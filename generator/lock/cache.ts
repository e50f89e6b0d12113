import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../write/cache-folder.ts';
import { codeOf, diskFailure } from '../write/disk-failure.ts';
import { fingerprint } from '../write/ledger.ts';
import { quietly } from '../write/quietly.ts';
import { isTemporaryName, temporaryName } from '../write/temporary-name.ts';

/** Bytes by their sha256: `<folder>/<hex>`. Several runs may use one at the same time. */
export interface Cache {
  /** The bytes, verified; undefined where there are none, or where they are not what they were. */
  read(sha256: string): Buffer | undefined;
  /** Keeps the bytes; a killed run leaves all of them or none. */
  put(bytes: Buffer): void;
}

/** `$XDG_CACHE_HOME/plinth/sha256`, or `~/.cache/plinth/sha256`. */
export function usualCacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(cacheFolder(env), 'sha256');
}

/** The cache in a folder, which need not exist. */
export function openCache(folder: string = usualCacheFolder()): Cache {
  return { read: (sha256) => readVerified(join(folder, sha256), sha256), put: (bytes) => put(folder, bytes) };
}

function readVerified(path: string, sha256: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    return fingerprint(bytes) === sha256 ? bytes : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw diskFailure('read', path, error);
  }
}

function put(folder: string, bytes: Buffer): void {
  const sha256 = fingerprint(bytes);
  const path = join(folder, sha256);
  const temporary = join(folder, temporaryName(sha256));
  try {
    // a chart may come from where only its owner is let in; what is vendored is for whoever has the repository
    const isOwn = folder === usualCacheFolder();
    mkdirSync(folder, { recursive: true, ...(isOwn ? { mode: 0o700 } : {}) });
    writeFileSync(temporary, bytes, { flag: 'wx', ...(isOwn ? { mode: 0o600 } : {}) });
    renameSync(temporary, path);
  } catch (error) {
    quietly(() => rmSync(temporary, { force: true }));
    throw diskFailure('write', path, error, 'Nothing was locked.');
  }
}

// Milliseconds. No run holds a temporary file for longer than it takes to write one.
const abandoned = 600_000;

/** Removes what killed runs left in a folder under a temporary name that begins with `.<name>`. */
export function removeAbandoned(folder: string, name = ''): void {
  quietly(() => {
    for (const file of readdirSync(folder)) {
      if (!isTemporaryName(file) || !file.startsWith(`.${name}`)) continue;
      const path = join(folder, file);
      if (Date.now() - statSync(path).mtimeMs > abandoned) rmSync(path, { force: true });
    }
  });
}
