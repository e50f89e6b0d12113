import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Failure } from '../failure.ts';

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
