import { readdirSync } from 'node:fs';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Tree } from '../../tree.ts';
import { quietly } from '../../write/quietly.ts';
import { keepValue, keptFolderPath, keptValue } from './kept-file.ts';
import { keptFolder, removeFoldersBut } from './made-before.ts';
import { removeOldest } from './remove-oldest.ts';

/** What is kept of a run without errors: everything but the platform's text. */
export interface KnownRun {
  readonly diagnostics: readonly Diagnostic[];
  readonly tree: Tree;
  readonly rulesNotEvaluated: number;
  /** The folders of the repository that the run asked for, and whether they were there. */
  readonly folders: readonly (readonly [string, boolean])[];
}

/** How it is kept: its tree by the names of what that is made of. */
interface KeptRun extends Omit<KnownRun, 'tree'> {
  readonly made: readonly string[];
}

/** What is kept under a key; undefined where nothing is, or not all of it. */
export function knownRun(key: string): KnownRun | undefined {
  const kept = keptValue<KeptRun>([FOLDER, key]);
  const tree = kept === undefined ? undefined : treeOf(kept.made);
  return kept === undefined || tree === undefined ? undefined : { ...kept, tree };
}

function treeOf(made: readonly string[]): Tree | undefined {
  const tree = new Map<string, string>();
  for (const name of made) {
    const folder = keptFolder(name);
    if (folder === undefined) return undefined;
    for (const [path, text] of folder) tree.set(path, text);
  }
  return tree;
}

/** Keeps a run for the next one, whose tree is kept already; without a place for it, the next one compiles again. */
export function keepRun(key: string, run: KeptRun): void {
  keepValue([FOLDER, key], run);
  if (!removeOldest(FOLDER, KEPT)) return;
  quietly(() => removeFoldersBut(new Set(readdirSync(keptFolderPath(FOLDER)).flatMap(foldersOf))));
}

/** How many runs are kept: those of the branches that somebody goes to and fro between. */
const KEPT = 12;
const FOLDER = 'runs';

function foldersOf(key: string): readonly string[] {
  return keptValue<KeptRun>([FOLDER, key])?.made ?? [];
}
