import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { diskFailure } from './disk-failure.ts';
import type { NewFile } from './plan-changes.ts';
import { quietly } from './quietly.ts';
import { temporaryName } from './temporary-name.ts';

interface Prepared {
  readonly folders: string[];
  readonly files: { readonly path: string; readonly temporary: string }[];
}

/** Writes all files or, when the disk refuses one, none: first every text beside its target, then only renames. `between` runs after the last text is safely there. */
export function replaceFiles(files: readonly NewFile[], root: string, between: () => void): void {
  const prepared: Prepared = { folders: [], files: [] };
  for (const file of files) prepare(file, root, prepared);
  try {
    between();
  } catch (error) {
    discard(prepared, root);
    throw error;
  }
  rename(prepared, root);
}

// Without fsync: after a power failure a file may be empty, and `generate` writes it again. Waiting for the disk for
// every file would cost seconds in each run for what the next run repairs anyway.
function prepare({ path, text }: NewFile, root: string, prepared: Prepared): void {
  const folder = dirname(path);
  const temporary = `${folder}/${temporaryName(path.slice(folder.length + 1))}`;
  try {
    makeFolder(folder, root, prepared);
    prepared.files.push({ path, temporary });
    writeFileSync(join(root, temporary), text, { flag: 'wx', mode: 0o644 });
  } catch (error) {
    discard(prepared, root);
    throw diskFailure('write', path, error, 'Nothing was changed.');
  }
}

// One by one, so that each folder that was made is known even when the next one fails.
function makeFolder(folder: string, root: string, prepared: Prepared): void {
  if (existsSync(join(root, folder))) return;
  makeFolder(dirname(folder), root, prepared);
  mkdirSync(join(root, folder));
  prepared.folders.push(folder);
}

function rename({ files }: Prepared, root: string): void {
  for (const [index, { path, temporary }] of files.entries()) {
    try {
      renameSync(join(root, temporary), join(root, path));
    } catch (error) {
      discard({ folders: [], files: files.slice(index) }, root);
      throw diskFailure('write', path, error, `${index} of ${files.length} files were written.`);
    }
  }
}

function discard({ files, folders }: Prepared, root: string): void {
  for (const { temporary } of files) quietly(() => rmSync(join(root, temporary), { force: true }));
  for (const folder of folders.toReversed()) quietly(() => rmdirSync(join(root, folder)));
}
