import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import type { NotExpressed, SourceFolder } from '../init/from/source-folder.ts';
import { diskFailure } from '../write/disk-failure.ts';

/** Bytes of a file that is read; as many as platform.yaml may have. */
const LARGEST = 5_000_000;
/** Files of a folder. A checkout of everything is more than a repository. */
const MOST = 200_000;

/** A folder of this machine, every file of it listed once; no link is followed. */
export function sourceOnDisk(root: string): {
  readonly folder: SourceFolder;
  readonly unread: readonly NotExpressed[];
} {
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Failure(`${root} is no folder`, '`--from` takes the folder of a repository');
  const paths: string[] = [];
  const unread: NotExpressed[] = [];
  const pending = [''];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const entry of entriesOf(join(root, next))) {
      const path = next === '' ? entry.name : `${next}/${entry.name}`;
      if (entry.isSymbolicLink()) unread.push({ file: path, what: 'a link', why: 'links are not followed' });
      else if (entry.isDirectory()) {
        if (!/^(?:\..*|node_modules)$/.test(entry.name)) pending.push(path);
      } else if (entry.isFile() && isTooLarge(join(root, path)))
        unread.push({ file: path, what: 'the file', why: `more than ${LARGEST} bytes` });
      else if (entry.isFile()) paths.push(path);
      if (paths.length > MOST)
        throw new Failure(`${root} has more than ${MOST} files`, 'name the folder of the manifests');
    }
  }
  const known = new Set(paths);
  const bytes = new Map<string, Uint8Array | undefined>();
  const read = (path: string) => {
    if (!known.has(path)) return undefined;
    if (!bytes.has(path)) bytes.set(path, contentOf(join(root, path)));
    return bytes.get(path);
  };
  return { folder: { paths: paths.sort(), read }, unread };
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw diskFailure('read', folder, error);
  }
}

function isTooLarge(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.size > LARGEST;
}

function contentOf(path: string): Uint8Array | undefined {
  try {
    return lstatSync(path).isFile() ? readFileSync(path) : undefined;
  } catch (error) {
    throw diskFailure('read', path, error);
  }
}

/** What git itself notes of a repository, which is where its remotes are; undefined where the folder is no repository. */
export function gitFileOf(root: string): string | undefined {
  const path = join(root, '.git', 'config');
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size > 1_000_000 || !lstatSync(join(root, '.git')).isDirectory())
    return undefined;
  return readFileSync(path, 'utf8');
}
