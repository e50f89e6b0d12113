import type { Disk } from '../../diff/folder/disk.ts';
import type { SourceFolder } from './source-folder.ts';

/** Where the folder is on a disk of its own, on which there is nothing else. */
export const TOP = '/repository';

/** The folder as a disk from which builds are made: a path that leaves it leads nowhere, and what cannot be read is not there. */
export function sourceDisk(folder: SourceFolder, hidden: ReadonlySet<string>): Disk {
  const folders = new Map<string, Map<string, boolean>>([[TOP, new Map()]]);
  for (const path of folder.paths) {
    if (hidden.has(path)) continue;
    const parts = path.split('/');
    parts.forEach((name, index) => {
      const parent = [TOP, ...parts.slice(0, index)].join('/');
      const entries = folders.get(parent) ?? new Map<string, boolean>();
      folders.set(parent, entries.set(name, index < parts.length - 1));
    });
  }
  const known = new Set(folder.paths.filter((path) => !hidden.has(path)));
  const lists = new Map(
    [...folders].map(([path, entries]) => {
      const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
      return [path, sorted.map(([name, isFolder]) => ({ name, isFolder }))];
    }),
  );
  return {
    list: (path) => lists.get(path) ?? [],
    read: (path) => {
      const inside = path.startsWith(`${TOP}/`) ? path.slice(TOP.length + 1) : '';
      return known.has(inside) ? folder.read(inside) : undefined;
    },
  };
}

/** A path of that disk as a path of the folder. */
export function fromTop(path: string): string {
  return path === TOP ? '' : path.replace(`${TOP}/`, '');
}
