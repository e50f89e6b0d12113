import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** The text of a file. */
export function textAt(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The texts of all regular files below `folder`, by path, hidden ones too, git's own left out. */
export function texts(folder: string): ReadonlyMap<string, string> {
  const files = walk(folder).filter((path) => lstatSync(join(folder, path)).isFile() && !path.startsWith('.git/'));
  return new Map(files.map((path) => [path, textAt(folder, path)]));
}

/** All that can be seen of everything below `folder`: any write changes it. */
export function snapshot(folder: string): readonly string[] {
  return walk(folder).map((path) => {
    const stats = lstatSync(join(folder, path), { bigint: true });
    const target = stats.isSymbolicLink() ? readlinkSync(join(folder, path)) : '';
    // The time of a folder changes when a temporary file comes and goes.
    const time = stats.isDirectory() ? '' : stats.mtimeNs;
    return [path, stats.mode, stats.ino, time, stats.isFile() ? textAt(folder, path) : target].join(' ');
  });
}

function walk(folder: string, below = ''): readonly string[] {
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  const found = entries.flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? [path, ...walk(folder, path)] : [path];
  });
  return found.sort();
}
