import { readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '../../digest.ts';
import type { Files, Made } from '../../made.ts';
import type { Tree } from '../../tree.ts';
import { quietly } from '../../write/quietly.ts';
import { PROGRAM } from '../program.ts';
import { keepValue, keptFolderPath, keptValue } from './kept-file.ts';

const FOLDER = 'made';

/** The folders of a tree, some of which earlier runs made. */
export interface KeptMade extends Made {
  /** Keeps a tree, what is new of it, for later runs; the names of what it is made of. */
  keep(tree: Tree): readonly string[];
}

/** What this very Plinth, with extensions of these contents, made in earlier runs: in `$XDG_CACHE_HOME/plinth/made`, a file for each folder of a tree. */
export function madeBefore(extensions: string | undefined): KeptMade {
  const used = new Map<string, Files>();
  const added = new Map<string, Files>();
  return {
    folder: (key, make) => {
      const name = nameOf(PROGRAM, extensions ?? null, key());
      const before = keptFolder(name);
      const files = before ?? [...make()];
      if (before === undefined) added.set(name, files);
      used.set(name, files);
      return files;
    },
    keep: (tree) => {
      const others = othersIn(tree, used);
      const name = nameOf(others);
      for (const [each, files] of [...added, [name, others] as const]) keepValue([FOLDER, each], files);
      return [...used.keys(), name];
    },
  };
}

/** The files of a tree that are in none of these folders. */
function othersIn(tree: Tree, folders: ReadonlyMap<string, Files>): Files {
  const others = new Map(tree);
  for (const files of folders.values()) for (const [path] of files) others.delete(path);
  return [...others];
}

function nameOf(...parts: readonly unknown[]): string {
  return digest('made', parts).slice(0, 32);
}

/** What is kept under a name; undefined where nothing is. */
export function keptFolder(name: string): Files | undefined {
  return keptValue([FOLDER, name]);
}

/** Removes all folders but those with these names; where it cannot, they stay. */
export function removeFoldersBut(names: ReadonlySet<string>): void {
  quietly(() => {
    const all = keptFolderPath(FOLDER);
    for (const name of readdirSync(all)) if (!names.has(name)) unlinkSync(join(all, name));
  });
}
