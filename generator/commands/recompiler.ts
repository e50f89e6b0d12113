import { type KnownViews, knownViews } from '../build/known-views.ts';
import { registry } from '../generated/registry.ts';
import { type Compilation, compile } from '../index.ts';
import { lockIn } from '../lock/lock-file.ts';
import { lockPath, readLockFile } from '../lock/read-lock-file.ts';
import { cacheBeside } from '../lock/vendor.ts';
import { hostAt } from './host-at.ts';
import { type Renders, rendersOf } from './renders.ts';

/** A compilation, and the folders of the repository that it asked for. */
export interface Recompiled {
  readonly compilation: Compilation;
  readonly folders: ReadonlyMap<string, boolean>;
}

// After so many times, what they made is forgotten: most of it is of texts that are gone.
const remembered = 50;

/**
 * Compiles one platform again and again, with the lock beside it; what did not change since the time before is not made again. The same value comes
 * back while neither it, nor the lock, nor a folder that it asked for changes.
 */
export function recompiler(platform: string, root: string): (bytes: Buffer) => Promise<Recompiled> {
  const path = lockPath(platform);
  let times = 0;
  let known: KnownViews = knownViews();
  let renders: { readonly lock: string | undefined; readonly of: Renders } | undefined;
  let last: (Recompiled & { readonly bytes: Buffer }) | undefined;
  const rendersWith = (lock: string | undefined) => {
    if (renders?.lock === lock && renders !== undefined) return renders.of;
    last = undefined;
    renders = { lock, of: rendersOf(() => lockIn(lock, path), cacheBeside(platform)) };
    return renders.of;
  };
  return async (bytes) => {
    const { lookup, catchUp } = rendersWith(readLockFile(path));
    const { isFolder } = hostAt(root, lookup);
    if (last?.bytes.equals(bytes) && [...last.folders].every(([folder, is]) => isFolder(folder) === is)) return last;
    if (times++ % remembered === 0) known = knownViews();
    const folders = new Map<string, boolean>();
    const noting = (folder: string) => {
      const is = isFolder(folder);
      folders.set(folder, is);
      return is;
    };
    const once = () => compile(bytes, registry, { isFolder: noting, rendered: lookup }, known);
    let compilation = once();
    while (await catchUp()) compilation = once();
    // what could not be rendered may be fetched meanwhile
    if ((compilation.objects?.unrendered ?? []).length > 0) renders = undefined;
    last = { bytes, compilation, folders };
    return last;
  };
}
