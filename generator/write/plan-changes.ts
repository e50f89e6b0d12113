import type { Tree } from '../tree.ts';
import { checkTree } from './check-tree.ts';
import { allFolders } from './folders-above.ts';
import { judge, type Obstacle, type Verdict } from './judge.ts';
import { scan } from './scan.ts';

/** A file to write, and why. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly was: 'missing' | 'drifted';
}

/** What makes the disk equal to the tree; every list is sorted by path. */
export interface Changes {
  readonly write: readonly NewFile[];
  /** Generated files that are no longer produced. */
  readonly remove: readonly string[];
  /** Not Plinth's; never touched. */
  readonly foreign: readonly string[];
  readonly blocked: readonly Obstacle[];
  /** Temporary files that a killed run left behind. */
  readonly leftovers: readonly string[];
  readonly unchanged: number;
}

/** Compares the tree with the owned folders below `root`; reads each file once and writes nothing. Throws a Failure when the tree itself is impossible or the disk cannot be read. */
export function planChanges(tree: Tree, root: string, owned: readonly string[] = ['kustomize', 'clusters']): Changes {
  const folders = allFolders(tree.keys());
  checkTree(tree, folders, owned);
  const disk = scan(root, owned);
  const verdicts = judge(tree, folders, root, disk);
  const blocked = obstacles(verdicts);
  return {
    write: newFiles(tree, verdicts, blocked),
    remove: pathsOf(verdicts, 'stale'),
    foreign: pathsOf(verdicts, 'foreign'),
    blocked,
    leftovers: disk.leftovers,
    unchanged: pathsOf(verdicts, 'unchanged').length,
  };
}

type Verdicts = ReadonlyMap<string, Verdict>;

function newFiles(tree: Tree, verdicts: Verdicts, blocked: readonly Obstacle[]): readonly NewFile[] {
  const files: NewFile[] = [];
  for (const [path, text] of tree) {
    const verdict = verdicts.get(path) ?? 'gone';
    if (verdict === 'drifted') files.push({ path, text, was: 'drifted' });
    else if (verdict === 'gone' && !isBelow(path, blocked)) files.push({ path, text, was: 'missing' });
  }
  return files.sort(byPath);
}

function isBelow(path: string, blocked: readonly Obstacle[]): boolean {
  return blocked.some((obstacle) => path.startsWith(`${obstacle.path}/`));
}

function obstacles(verdicts: Verdicts): readonly Obstacle[] {
  const found: Obstacle[] = [];
  for (const verdict of verdicts.values()) if (typeof verdict === 'object') found.push(verdict);
  return found.sort(byPath);
}

function pathsOf(verdicts: Verdicts, wanted: Verdict): readonly string[] {
  const paths: string[] = [];
  for (const [path, verdict] of verdicts) if (verdict === wanted) paths.push(path);
  return paths.sort();
}

function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  return one.path < other.path ? -1 : 1;
}
