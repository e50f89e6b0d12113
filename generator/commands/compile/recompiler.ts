import { dirname, join } from 'node:path';
import { type KnownViews, knownViews } from '../../build/known-views.ts';
import type { ExtensionSource } from '../../extension/extension-source.ts';
import { type Compilation, compile } from '../../index.ts';
import { lockIn } from '../../lock/lock-file.ts';
import { lockPath, readLockFile } from '../../lock/read-lock-file.ts';
import { cacheBeside } from '../../lock/vendor.ts';
import { extended } from '../extensions/extended.ts';
import { extensionsOf } from '../extensions/extensions-of.ts';
import { clearedBefore, type KeptCleared } from '../kept/cleared-before.ts';
import { isFolderAt, notingHostAt } from './host-at.ts';
import { type Renders, rendersOf } from './renders.ts';

/** A compilation, and the folders of the repository that it asked for. */
export interface Recompiled {
  readonly compilation: Compilation;
  readonly folders: ReadonlyMap<string, boolean>;
  /** The files and folders of its extensions, from where it is. */
  readonly parts: readonly string[];
}

// After so many times, what they made is forgotten: most of it is of texts that are gone.
const remembered = 50;

/**
 * Compiles one platform again and again, with the lock beside it; what did not change since the time before is not made again. The same value comes
 * back while neither it, nor an extension, nor the lock, nor a folder that it asked for changes.
 */
export function recompiler(platform: string, root: string): (bytes: Buffer) => Promise<Recompiled> {
  const path = lockPath(platform);
  let times = 0;
  let known: Known | undefined;
  let renders: { readonly lock: string | undefined; readonly of: Renders } | undefined;
  let last: (Recompiled & { readonly bytes: Buffer; readonly digest: string | undefined }) | undefined;
  const rendersWith = (lock: string | undefined) => {
    if (renders?.lock === lock && renders !== undefined) return renders.of;
    last = undefined;
    renders = { lock, of: rendersOf(() => lockIn(lock, path), cacheBeside(platform)) };
    return renders.of;
  };
  return async (bytes) => {
    const { lookup, catchUp } = rendersWith(readLockFile(path));
    const extension = await extensionsOf(bytes, platform);
    if (
      last?.bytes.equals(bytes) &&
      last.digest === extension?.digest &&
      [...last.folders].every(([folder, is]) => isFolderAt(root, folder) === is)
    )
      return last;
    const folders = new Map<string, boolean>();
    const using = await extended(bytes, platform);
    if (known === undefined || known.digest !== using.digest || ++times % remembered === 0)
      known = knownWith(using.digest);
    const { views, cleared } = known;
    const host = notingHostAt(root, lookup, folders);
    const once = () => using.compiled((registry) => compile(bytes, registry, host, views));
    let compilation = once();
    while (await catchUp()) compilation = once();
    cleared.keep();
    // what could not be rendered may be fetched meanwhile
    if ((compilation.objects?.unrendered ?? []).length > 0) renders = undefined;
    last = { bytes, compilation, folders, parts: partsOf(extension?.sources ?? []), digest: extension?.digest };
    return last;
  };
}

interface Known {
  readonly views: KnownViews;
  readonly cleared: KeptCleared;
  /** Of the extensions, whose stages are others once they changed. */
  readonly digest: string | undefined;
}

function knownWith(digest: string | undefined): Known {
  const cleared = clearedBefore(digest);
  return { views: knownViews(cleared), cleared, digest };
}

/** A file that is new is seen by the folder that it is in. */
function partsOf(sources: readonly ExtensionSource[]): readonly string[] {
  const files = sources.flatMap(({ folder, files: all = new Map() }) =>
    [...all.keys()].map((file) => join(folder, file)),
  );
  return [...new Set([...sources.map(({ folder }) => folder), ...files, ...files.map((file) => dirname(file))])];
}
