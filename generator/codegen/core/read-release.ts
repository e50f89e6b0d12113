import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../failure.ts';
import { type EnumTable, enumsOf } from './enums-of.ts';
import type { OpenApiDocument } from './open-api.ts';

/** What one release of Kubernetes says about its own kinds. */
export interface Release {
  /** As `1.34.4`. */
  readonly version: string;
  readonly documents: readonly OpenApiDocument[];
  readonly enums: EnumTable;
}

/** Downloads the Go module `k8s.io/kubernetes` (20 MB, checked against the Go checksum database) into a folder of its own, which is gone afterwards, and reads the API's description in it. */
export function readRelease(version: string): Release {
  const cache = mkdtempSync(join(tmpdir(), 'plinth-kubernetes-'));
  try {
    return readModule(version, download(version, cache));
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

function download(version: string, cache: string): string {
  const words = ['mod', 'download', '-json', '-modcacherw', `k8s.io/kubernetes@v${version}`];
  const run = spawnSync('go', words, { env: { ...process.env, GOMODCACHE: cache }, encoding: 'utf8', cwd: cache });
  const { Dir, Error: problem } = JSON.parse(run.stdout || '{}') as { Dir?: string; Error?: string };
  if (Dir !== undefined) return Dir;
  const why = problem ?? run.error?.message ?? run.stderr;
  throw new Failure(`Kubernetes ${version} cannot be downloaded: ${why}`, 'this needs Go and a network');
}

function readModule(version: string, folder: string): Release {
  const spec = join(folder, 'api/openapi-spec/v3');
  const files = readdirSync(spec).sort();
  return {
    version,
    documents: files.map((file) => JSON.parse(readFileSync(join(spec, file), 'utf8')) as OpenApiDocument),
    enums: enumsOf(readFileSync(join(folder, 'pkg/generated/openapi/zz_generated.openapi.go'), 'utf8')),
  };
}
