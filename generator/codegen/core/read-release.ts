import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withGoModule } from '../go-module.ts';
import { type EnumTable, enumsOf } from './enums-of.ts';
import type { OpenApiDocument } from './open-api.ts';

/** What one release of Kubernetes says about its own kinds. */
export interface Release {
  /** As `1.34.4`. */
  readonly version: string;
  readonly documents: readonly OpenApiDocument[];
  readonly enums: EnumTable;
}

/** Downloads the Go module `k8s.io/kubernetes` (20 MB) and reads the API's description in it. */
export function readRelease(version: string): Release {
  return withGoModule('k8s.io/kubernetes', `v${version}`, (folder) => readModule(version, folder));
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
