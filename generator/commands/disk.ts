import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk } from '../diff/folder/disk.ts';
import { Failure } from '../failure.ts';
import { diskFailure } from '../write/disk-failure.ts';

// Bytes. No manifest comes near; a disk image in the folder does.
const largest = 50_000_000;

/** The disk of this machine. Links to folders are not followed; each folder and file is read once. */
export function disk(): Disk {
  const folders = new Map<string, ReturnType<Disk['list']>>();
  const files = new Map<string, Uint8Array | undefined>();
  return {
    list: (folder) => remembered(folders, folder, () => listed(folder)),
    read: (path) => remembered(files, path, () => read(path)),
  };
}

function remembered<V>(known: Map<string, V>, key: string, make: () => V): V {
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as V;
}

function listed(folder: string): ReturnType<Disk['list']> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory(), entry }))
      .filter(({ name, isFolder, entry }) => isFolder || entry.isFile() || isFile(join(folder, name)))
      .map(({ name, isFolder }) => ({ name, isFolder }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw diskFailure('read', folder, error);
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function read(path: string): Uint8Array | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isFile() !== true) return undefined;
    if (found.size > largest) throw new Failure(`${path} is larger than any manifest`, 'name a folder of manifests');
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw diskFailure('read', path, error);
  }
}
