import { accessSync, constants, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf, diskFailure } from './disk-failure.ts';
import { foldersAbove } from './folders-above.ts';

/** Throws a Failure when one of the files could not be removed: to know it before anything is changed. */
export function checkRemovable(paths: readonly string[], root: string): void {
  const folders = new Map(paths.map((path) => [dirname(path), path]));
  for (const [folder, path] of folders) {
    try {
      accessSync(join(root, folder), constants.W_OK | constants.X_OK);
    } catch (error) {
      throw diskFailure('remove', path, error, 'Nothing was changed.');
    }
  }
}

/** Removes files and the folders that are empty then. */
export function removeFiles(paths: readonly string[], root: string): void {
  for (const path of paths) {
    try {
      rmSync(join(root, path), { force: true });
      removeEmptyFolders(foldersAbove(path), root);
    } catch (error) {
      throw diskFailure('remove', path, error, 'Some files may be written or removed already.');
    }
  }
}

const occupied: ReadonlySet<string | undefined> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EBUSY']);

function removeEmptyFolders(folders: readonly string[], root: string): void {
  try {
    for (const folder of folders) rmdirSync(join(root, folder));
  } catch (error) {
    if (!occupied.has(codeOf(error))) throw error;
  }
}
