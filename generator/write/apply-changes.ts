import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tree } from '../tree.ts';
import { codeOf, diskFailure } from './disk-failure.ts';
import { findHandEdits } from './hand-edits.ts';
import { fingerprint, type Ledger, readLedger, writeLedger } from './ledger.ts';
import type { Changes, NewFile } from './plan-changes.ts';
import type { PrivateFolder } from './private-folder.ts';
import { checkRemovable, removeFiles } from './remove-files.ts';
import { replaceFiles } from './replace-files.ts';

/** What a run did to the disk; every list is sorted. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Hand edits that are in no commit; left as they are. */
  readonly kept: readonly string[];
}

/** Makes the changes; the caller makes sure that nobody else does at the same time. Throws a Failure when the disk refuses, then with nothing changed wherever that can be known beforehand. */
export function applyChanges(
  changes: Changes,
  tree: Tree,
  root: string,
  place: PrivateFolder,
  force: boolean,
): Written {
  const found = readReplaced(changes, root);
  const ledger = readLedger(place);
  const edits = force ? new Set<string>() : findHandEdits(found, ledger, root, place);
  const write = changes.write.filter(({ path }) => !edits.has(path));
  const remove = changes.remove.filter((path) => !edits.has(path));
  checkRemovable(remove, root);
  removeFiles(changes.leftovers, root);
  if (write.length + remove.length > 0) writeLedger(place.path, nextLedger(tree, found, ledger));
  carryOut(write, remove, tree, root);
  return { written: write.map(({ path }) => path), removed: remove, kept: [...edits].sort() };
}

/** The contents of the generated files that the changes would overwrite or remove. */
export function readReplaced(changes: Changes, root: string): ReadonlyMap<string, Buffer> {
  const drifted = changes.write.filter(({ was }) => was === 'drifted').map(({ path }) => path);
  const found = new Map<string, Buffer>();
  for (const path of [...drifted, ...changes.remove]) {
    try {
      found.set(path, readFileSync(join(root, path)));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw diskFailure('read', path, error, 'Nothing was changed.');
    }
  }
  return found;
}

function carryOut(write: readonly NewFile[], remove: readonly string[], tree: Tree, root: string): void {
  // Where case does not count, the old name of a renamed file is the new file: it must go first.
  const twins = new Set(twinsOf(remove, tree));
  const others = remove.filter((path) => !twins.has(path));
  replaceFiles(write, root, () => removeFiles([...twins], root));
  removeFiles(others, root);
}

// Written before the files: a run that is killed in between leaves files of which the ledger knows, old and new.
function nextLedger(tree: Tree, found: ReadonlyMap<string, Buffer>, ledger: Ledger | undefined): Ledger {
  const still = [...found.values()].map(fingerprint).filter((hash) => ledger?.has(hash) === true);
  return new Set([...[...tree.values()].map(fingerprint), ...still]);
}

function twinsOf(remove: readonly string[], tree: Tree): readonly string[] {
  if (remove.length === 0) return [];
  const produced = new Set([...tree.keys()].map((path) => path.toLowerCase()));
  return remove.filter((path) => produced.has(path.toLowerCase()));
}
