import { fingerprint, type Ledger } from './ledger.ts';
import type { PrivateFolder } from './private-folder.ts';
import { unknownToGit } from './unknown-to-git.ts';

/** Those of `found` (path → content of generated files that would be overwritten or removed) that exist nowhere else: Plinth did not write them and git does not have them. */
export function findHandEdits(
  found: ReadonlyMap<string, Buffer>,
  ledger: Ledger | undefined,
  root: string,
  place: PrivateFolder,
): ReadonlySet<string> {
  const doubtful = [...found].filter(([, bytes]) => !isReplaceable(bytes, ledger)).map(([path]) => path);
  // A copy without git and without a ledger can tell us nothing; its header is all there is to trust.
  if (doubtful.length === 0 || (!place.inGit && ledger === undefined)) return new Set();
  return new Set(place.inGit ? unknownToGit(doubtful, root) : doubtful);
}

function isReplaceable(bytes: Buffer, ledger: Ledger | undefined): boolean {
  return bytes.length === 0 || ledger?.has(fingerprint(bytes)) === true || isConflict(bytes.toString());
}

const conflict = [/^<{7}(?: |$)/, /^={7}$/, /^>{7}(?: |$)/];

// Both sides of a conflict are in git; the mixture never is.
function isConflict(text: string): boolean {
  let seen = 0;
  for (const line of text.split(/\r?\n/)) if (conflict[seen]?.test(line) === true) seen += 1;
  return seen === conflict.length;
}
