import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../failure.ts';

/** What `read` makes of the folder of a Go module, which is downloaded for it (Go checks it against its checksum database) and gone afterwards. A Failure where it cannot be had. */
export function withGoModule<T>(module: string, version: string, read: (folder: string) => T): T {
  const cache = mkdtempSync(join(tmpdir(), 'plinth-module-'));
  try {
    return read(download(`${module}@${version}`, cache));
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

function download(module: string, cache: string): string {
  const words = ['mod', 'download', '-json', '-modcacherw', module];
  const run = spawnSync('go', words, { env: { ...process.env, GOMODCACHE: cache }, encoding: 'utf8', cwd: cache });
  const { Dir, Error: problem } = JSON.parse(run.stdout || '{}') as { Dir?: string; Error?: string };
  if (Dir !== undefined) return Dir;
  const why = problem ?? run.error?.message ?? run.stderr;
  throw new Failure(`${module} cannot be downloaded: ${why}`, 'this needs Go and a network');
}
