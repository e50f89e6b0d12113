import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../failure.ts';
import type { Definition } from '../../kubernetes/custom-kind.ts';
import { withGoModule } from '../go-module.ts';
import { licenceOf } from './licence-of.ts';

/** A Go module with CustomResourceDefinitions in it, and how to read them from its folder. */
export interface CustomModule {
  readonly module: string;
  /** As `v1.2.3`. */
  readonly version: string;
  /** Plinth installs a newer version than is to be had. */
  readonly isBehind?: boolean;
  readonly definitions: (folder: string) => readonly Definition[];
}

/** What a module says about its custom kinds. */
export interface ReadModule {
  readonly module: string;
  readonly version: string;
  /** As SPDX calls it. */
  readonly licence: string;
  readonly isBehind?: boolean;
  readonly definitions: readonly Definition[];
}

/** Downloads a module and reads its kinds. A Failure where its licence is none that lets them travel along. */
export function readModule({ module, version, isBehind = false, definitions }: CustomModule): ReadModule {
  return withGoModule(module, version, (folder) => ({
    module,
    version,
    isBehind,
    licence: licenceIn(folder, module),
    definitions: definitions(folder),
  }));
}

function licenceIn(folder: string, module: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.md|\.txt)?$/i.test(name));
  const licence = file === undefined ? undefined : licenceOf(readFileSync(join(folder, file), 'utf8'));
  if (licence !== undefined) return licence;
  throw new Failure(`${module} is under no licence that is known to allow this`, 'leave it out');
}
