import { type FSWatcher, unwatchFile, watch, watchFile } from 'node:fs';
import { basename, dirname } from 'node:path';

/** What is watched, and how to end it. */
export interface Watching {
  /** Watches a further file or folder, for whether it is there as much as for what is in it. */
  add(path: string): void;
  end(): void;
}

// Milliseconds. Editors write a file in several steps.
const settling = 25;

// Milliseconds between two looks at a file whose folder tells nothing: behind a link, on a network, or with its folder replaced.
const looking = 500;

/** Calls `changed` soon after files change, appear or go, at most once for what happens together. A file may be replaced by another of its name, as editors do. */
export function changesOf(paths: readonly string[], changed: () => void): Watching {
  const watched = new Set<string>();
  const folders = new Map<string, FSWatcher>();
  let soon: NodeJS.Timeout | undefined;
  const tell = () => {
    soon ??= setTimeout(() => {
      soon = undefined;
      changed();
    }, settling);
  };
  const watchFolder = (folder: string) => {
    if (folders.has(folder)) return;
    try {
      const watcher = watch(folder, (_, name) => {
        if (name === null || [...watched].some((path) => dirname(path) === folder && basename(path) === name)) tell();
      });
      folders.set(folder, watcher);
      watcher.on('error', () => folders.delete(folder));
    } catch {
      // there is no such folder, or the system watches no more of them: looking from time to time has to do
    }
  };
  const add = (path: string) => {
    if (watched.has(path)) return;
    watched.add(path);
    watchFolder(dirname(path));
    watchFile(path, { interval: looking }, tell);
  };
  for (const path of paths) add(path);
  return {
    add,
    end: () => {
      clearTimeout(soon);
      for (const path of watched) unwatchFile(path);
      for (const watcher of folders.values()) watcher.close();
    },
  };
}
