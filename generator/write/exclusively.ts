import { lstatSync, renameSync } from 'node:fs';
import { Failure } from '../failure.ts';
import { fingerprint } from './ledger.ts';
import { createLock, readLock, removeLock } from './lock-file.ts';
import { isDead, nameOf, readSignature, signature } from './owner.ts';

const attempts = 100;

// Milliseconds. Only where the file system knows no links is a lock there before its text.
const signing = 10_000;

/** Runs `action` while no other process runs one for the same `path`, a file that exists meanwhile; a dead owner is replaced. Throws a Failure when another one is at work. */
export function exclusively<Result>(path: string, action: () => Result): Result {
  claim(path);
  try {
    return action();
  } finally {
    removeLock(path);
  }
}

function claim(path: string): void {
  // What is in the way may vanish just before it is read, but not for ever (a link to nowhere would).
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (createLock(path, signature())) return;
    const text = readLock(path);
    if (text === undefined) continue;
    if (!isAbandoned(text, path)) throw busy(text, path);
    if (replace(path, text)) return;
  }
  throw busy('', path);
}

// Many runs may find the same dead owner. Whoever claims the right to replace exactly this one, and still finds it
// there afterwards, is alone: a plain remove-and-create could remove a claim that was made in between.
function replace(path: string, text: string): boolean {
  const right = `${path}.${fingerprint(text).slice(0, 8)}`;
  claim(right);
  if (readLock(path) === text && isAbandoned(text, path)) {
    renameSync(right, path);
    return true;
  }
  removeLock(right);
  return false;
}

function isAbandoned(text: string, path: string): boolean {
  const owner = readSignature(text);
  if (owner !== undefined) return isDead(owner);
  const born = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return born !== undefined && Date.now() - born > signing;
}

function busy(text: string, path: string): Failure {
  const owner = readSignature(text);
  const who = owner === undefined ? '' : ` (${nameOf(owner)})`;
  const hint = `Nothing was changed. Run again when it has ended; if it has, delete ${path}.`;
  return new Failure(`another run of Plinth${who} is writing this tree`, hint);
}
