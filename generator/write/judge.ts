import { isGenerated, MARKER, type Tree } from '../tree.ts';
import { codeOf, diskFailure } from './disk-failure.ts';
import { isExactly, readStart, type Start } from './read-start.ts';
import type { Disk } from './scan.ts';

/** Something that Plinth does not own and that stands where a file or a folder of the tree must be. */
export interface Obstacle {
  readonly path: string;
  readonly reason: string;
}

/** What the disk has at a path, compared with the tree; `gone` when it vanished while we looked. */
export type Verdict = 'unchanged' | 'drifted' | 'stale' | 'foreign' | 'gone' | Obstacle;

// In bytes: more than the two lines that `isGenerated` may look at.
const headLength = 1024;

/** One verdict for each path that is on the disk; folders that are where they may be have none. `folders` are the tree's. */
export function judge(
  tree: Tree,
  folders: ReadonlySet<string>,
  root: string,
  disk: Disk,
): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const path of disk.files) {
    verdicts.set(path, folders.has(path) ? obstacle(path, 'file', 'folder') : judgeFile(path, root, tree));
  }
  for (const path of disk.folders) if (tree.has(path)) verdicts.set(path, obstacle(path, 'folder', 'file'));
  for (const [path, kind] of disk.others) {
    const needed = tree.has(path) ? 'file' : folders.has(path) ? 'folder' : undefined;
    verdicts.set(path, needed === undefined ? 'foreign' : obstacle(path, kind, needed));
  }
  return verdicts;
}

function judgeFile(path: string, root: string, tree: Tree): Verdict {
  const text = tree.get(path);
  try {
    return text === undefined ? judgeOther(path, root, tree) : judgeOurs(path, root, text);
  } catch (error) {
    // An editor or git may remove a file after its name was read.
    if (codeOf(error) === 'ENOENT') return 'gone';
    throw diskFailure('read', path, error);
  }
}

function judgeOurs(path: string, root: string, text: string): Verdict {
  const size = Buffer.byteLength(text);
  const start = readStart(`${root}/${path}`, Math.max(size + 1, headLength));
  if (isExactly(start, text, size)) return 'unchanged';
  // Nothing can be lost with an empty file, and after a power failure a new file may well be empty.
  if (start.length === 0 || isGenerated(head(start))) return 'drifted';
  return { path, reason: `does not begin with "${MARKER}", so Plinth does not own it, and Plinth must write it` };
}

function judgeOther(path: string, root: string, tree: Tree): Verdict {
  if (isGenerated(head(readStart(`${root}/${path}`, headLength)))) return 'stale';
  const twin = [...tree.keys()].find((other) => other.toLowerCase() === path.toLowerCase());
  return twin === undefined ? 'foreign' : { path, reason: `differs only in case from ${twin}, which Plinth writes` };
}

function head({ bytes, length }: Start): string {
  return bytes.toString('utf8', 0, Math.min(length, headLength));
}

function obstacle(path: string, is: string, needed: 'file' | 'folder'): Obstacle {
  return { path, reason: `is a ${is}, and Plinth must write a ${needed} there` };
}
