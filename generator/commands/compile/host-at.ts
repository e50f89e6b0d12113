import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../host.ts';
import type { RenderLookup } from '../../rendering.ts';

/** The repository at a root, with what is rendered of it. */
export function hostAt(root: string, rendered: RenderLookup): Host {
  return { isFolder: (path) => isFolderAt(root, path), rendered };
}

/** The same, which notes what folders it was asked for, and whether they are there. */
export function notingHostAt(root: string, rendered: RenderLookup, folders: Map<string, boolean>): Host {
  return {
    rendered,
    isFolder: (path) => {
      const is = isFolderAt(root, path);
      folders.set(path, is);
      return is;
    },
  };
}

/** Whether there is a folder at a path below a root. */
export function isFolderAt(root: string, path: string): boolean {
  return statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === true;
}
