import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { KnownViews } from '../build/known-views.ts';
import { Failure } from '../failure.ts';
import { registry } from '../generated/registry.ts';
import type { Host } from '../host.ts';
import { analyse, type Compilation, compile, objectsIn } from '../index.ts';
import type { RenderLookup } from '../rendering.ts';
import { hostAt } from './host-at.ts';
import { isKnownClean, keepClean } from './known-clean.ts';
import { lockBeside } from './locked-bytes.ts';
import { withRenders } from './renders.ts';

/** The flags that every command takes. */
export interface Invocation {
  /** The file of the platform; `-` is standard input. */
  readonly platform: string;
  readonly root?: string;
  readonly format: 'text' | 'json' | 'sarif' | 'github';
}

/** The folder below which `kustomize/` and `clusters/` are. */
export function rootOf({ platform, root }: Invocation): string {
  return resolve(root ?? (platform === '-' ? '.' : dirname(platform)));
}

/** Reads and compiles the platform that the flags name, and renders what is to be rendered. A file that cannot be read is a Failure. */
export function compileFile(flags: Invocation): Promise<Compilation> {
  return rendered(flags, (bytes, host) => compile(bytes, registry, host));
}

/** The same without the tree. */
export function analyseFile(flags: Invocation): Promise<Compilation> {
  return rendered(flags, (bytes, host) => analyse(bytes, registry, host));
}

/** The objects of the platform that the flags name; its checks are not run again where an earlier run did. `known` is shared with another platform. */
export async function checkedObjects(flags: Invocation, known: KnownViews): Promise<Compilation> {
  return rendered(flags, (bytes, host) =>
    isKnownClean(bytes) ? objectsIn(bytes, registry, host, known) : analyse(bytes, registry, host, known),
  );
}

async function rendered(flags: Invocation, work: (bytes: Uint8Array, host: Host) => Compilation): Promise<Compilation> {
  const bytes = readPlatform(flags.platform);
  const compilation = await withRenders(
    () => lockBeside(flags.platform),
    (lookup) => work(bytes, hostAt(rootOf(flags), lookup)),
  );
  keepClean(bytes, compilation);
  return compilation;
}

const unasked: RenderLookup = () => ({ problems: [] });

/** The same, with charts as they are named and nothing rendered: for what comes before any of it. */
export function analyseUnrendered(flags: Invocation): Compilation {
  return analyse(readPlatform(flags.platform), registry, hostAt(rootOf(flags), unasked));
}

/** The bytes of a platform; a file that cannot be read is a Failure. */
export function readPlatform(file: string): Uint8Array {
  try {
    // a file of gigabytes is refused by its size, before it is read
    if (file !== '-' && statSync(file).size > 100_000_000) return new Uint8Array(100_000_000);
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new Failure(
      `cannot read ${file}: ${reason(error)}`,
      'name the platform with --platform <file>, or begin one with the example in the README',
      error,
    );
  }
}

function reason(error: unknown): string {
  const code = (error as { code?: string }).code;
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of its path is not a folder',
  };
  return known[code ?? ''] ?? code ?? String(error);
}
