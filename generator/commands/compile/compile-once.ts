import { hasErrors } from '../../diagnostic.ts';
import { lockPath, readLockFile } from '../../lock/read-lock-file.ts';
import type { RenderLookup } from '../../rendering.ts';
import { fingerprint } from '../../write/ledger.ts';
import type { ReadFolder } from '../extensions/extension-files.ts';
import { extensionsOf } from '../extensions/extensions-of.ts';
import { type KnownRun, keepRun, knownRun } from '../kept/known-runs.ts';
import { madeBefore } from '../kept/made-before.ts';
import { isNamed, PROGRAM } from '../program.ts';
import type { Compiled } from './compile-anew.ts';
import { isFolderAt, notingHostAt } from './host-at.ts';

/**
 * Compiles a platform, or recalls what came of it before: by this program, the platform's bytes, its extensions and its lock, in `$XDG_CACHE_HOME/plinth/runs`.
 * A run that asked for folders of the repository counts while they are there, or are not, as they were. One with errors is not kept.
 */
export async function compileOnce(
  bytes: Uint8Array,
  platform: string,
  root: string,
  extensions?: ReadFolder,
): Promise<Compiled> {
  const extension = (await extensionsOf(bytes, platform, extensions))?.digest;
  const key = keyOf(bytes, platform, extension);
  const known = recalled(key, root);
  if (known !== undefined) return { ...known, text: new TextDecoder().decode(bytes) };
  const folders = new Map<string, boolean>();
  // most runs end above, and the compiler is nine tenths of the program
  const { compileAnew } = await import('./compile-anew.ts');
  const hostWith = (rendered: RenderLookup) => notingHostAt(root, rendered, folders);
  const made = isNamed ? madeBefore(extension) : undefined;
  const compiled = await compileAnew(bytes, platform, hostWith, extensions, made);
  const { tree, diagnostics, rulesNotEvaluated } = compiled;
  if (tree !== undefined && !hasErrors(diagnostics) && made !== undefined)
    keepRun(key, { diagnostics, made: made.keep(tree), rulesNotEvaluated, folders: [...folders] });
  return compiled;
}

function keyOf(bytes: Uint8Array, platform: string, extensions: string | undefined): string {
  const lock = readLockFile(lockPath(platform)) ?? null;
  return fingerprint(JSON.stringify([PROGRAM, fingerprint(Buffer.from(bytes)), lock, extensions ?? null]));
}

function recalled(key: string, root: string): KnownRun | undefined {
  const known = isNamed ? knownRun(key) : undefined;
  return known?.folders.every(([path, is]) => isFolderAt(root, path) === is) === true ? known : undefined;
}
