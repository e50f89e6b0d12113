import { mkdirSync, realpathSync, statSync } from 'node:fs';
import { Failure } from './failure.ts';
import type { Tree } from './tree.ts';
import { applyChanges, readReplaced, type Written } from './write/apply-changes.ts';
import { diskFailure } from './write/disk-failure.ts';
import { exclusively } from './write/exclusively.ts';
import { findHandEdits } from './write/hand-edits.ts';
import type { Obstacle } from './write/judge.ts';
import { endedRun, lastRun, lockPath } from './write/last-run.ts';
import { readLedger } from './write/ledger.ts';
import { type Changes, planChanges } from './write/plan-changes.ts';
import { locatePrivateFolder } from './write/private-folder.ts';
import { quietly } from './write/quietly.ts';

/** `check` changes nothing anywhere; `force` gives up hand edits that are in no commit. */
export interface WriteMode {
  readonly check?: boolean;
  readonly force?: boolean;
}

/** How the disk differed from the tree, and what was done about it (nothing with `check`); every list is sorted by path. */
export interface WriteResult extends Written {
  readonly missing: readonly string[];
  /** Generated files with another content, hand edits included. */
  readonly drifted: readonly string[];
  /** Generated files that are no longer produced, hand edits included. */
  readonly stale: readonly string[];
  /** Not Plinth's; never touched. */
  readonly foreign: readonly string[];
  /** Empty without `check`: then they are a Failure. */
  readonly blocked: readonly Obstacle[];
  readonly unchanged: number;
}

/** Makes `kustomize/` and `clusters/` below `root` equal to the tree: each file old or new at any moment, an equal file never touched. Throws a Failure when it cannot. */
export function write(tree: Tree, root: string, mode: WriteMode = {}): WriteResult {
  const top = realRoot(root);
  const before = mode.check === true ? undefined : endedRunAt(top);
  const changes = planChanges(tree, top);
  if (mode.check === true) return report(changes, { ...nothing, kept: handEdits(changes, top) });
  refuse(changes.blocked);
  if (isDone(changes)) {
    // a run that was killed when all was written has left its lock; who holds one and lives keeps it
    if (before === undefined) quietly(() => exclusively(lockPath(locatePrivateFolder(top).path), () => undefined));
    return report(changes, nothing);
  }
  const place = locatePrivateFolder(top);
  // where it cannot be made, the lock says why
  if (!place.inGit) quietly(() => mkdirSync(place.path, { recursive: true, mode: 0o700 }));
  return exclusively(lockPath(place.path), () => {
    // whoever held the lock meanwhile may have changed what was seen above
    const now = lastRun(place.path) === before ? changes : planChanges(tree, top);
    refuse(now.blocked);
    return report(now, applyChanges(now, tree, top, place, mode.force === true));
  });
}

/** What cannot be told must not keep a run from seeing that there is nothing to do. */
function endedRunAt(root: string): string | undefined {
  try {
    return endedRun(locatePrivateFolder(root).path);
  } catch {
    return undefined;
  }
}

const nothing: Written = { written: [], removed: [], kept: [] };

function realRoot(root: string): string {
  const top = attempt(root, () => realpathSync(root));
  if (attempt(root, () => statSync(top)).isDirectory()) return top;
  throw new Failure(
    `cannot write below ${root}: it is not a folder`,
    'Give the folder that holds kustomize/ and clusters/.',
  );
}

function attempt<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw diskFailure('read', path, error);
  }
}

function handEdits(changes: Changes, root: string): readonly string[] {
  const found = readReplaced(changes, root);
  if (found.size === 0) return [];
  try {
    const place = locatePrivateFolder(root);
    return [...findHandEdits(found, readLedger(place), root, place)].sort();
  } catch (error) {
    // A check must list the drift where there is no git too; that a file would be kept is only a remark.
    if (error instanceof Failure) return [];
    throw error;
  }
}

function isDone({ write, remove, leftovers }: Changes): boolean {
  return write.length + remove.length + leftovers.length === 0;
}

function refuse(blocked: readonly Obstacle[]): void {
  if (blocked.length === 0) return;
  const list = blocked.map(({ path, reason }) => `\n  ${path} ${reason}`).join('');
  const hint = 'Nothing was changed. Move away or delete what is in the way; Plinth touches only what it generated.';
  throw new Failure(`something is in the way of the generated files:${list}`, hint);
}

function report(changes: Changes, written: Written): WriteResult {
  const pathsOf = (was: string) => changes.write.filter((file) => file.was === was).map(({ path }) => path);
  return {
    ...written,
    missing: pathsOf('missing'),
    drifted: pathsOf('drifted'),
    stale: changes.remove,
    foreign: changes.foreign,
    blocked: changes.blocked,
    unchanged: changes.unchanged,
  };
}
