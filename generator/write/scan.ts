import { type Dirent, existsSync, lstatSync, readdirSync, type Stats } from 'node:fs';
import { codeOf, diskFailure } from './disk-failure.ts';
import { isTemporaryName } from './temporary-name.ts';

/** What is in the owned folders; paths are POSIX and relative to the root, in a fixed order. */
export interface Disk {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Neither file nor folder: symbolic links, pipes, sockets, devices. */
  readonly others: ReadonlyMap<string, string>;
  /** Temporary files of a run that was killed, or of one that is at work. */
  readonly leftovers: readonly string[];
}

interface Found {
  readonly files: string[];
  readonly folders: string[];
  readonly others: Map<string, string>;
  readonly leftovers: string[];
}

const kustomizations: ReadonlySet<string> = new Set(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);

/** Reads the names (not the contents) below `owned`; follows no link; leaves out dot files and charts that Kustomize downloaded. */
export function scan(root: string, owned: readonly string[]): Disk {
  const found: Found = { files: [], folders: [], others: new Map(), leftovers: [] };
  for (const folder of [...owned].sort()) {
    const stats = look(root, folder);
    if (stats !== undefined) visit(root, folder, stats, found);
  }
  return found;
}

function look(root: string, folder: string): Stats | undefined {
  try {
    return lstatSync(`${root}/${folder}`, { throwIfNoEntry: false });
  } catch (error) {
    throw diskFailure('read', folder, error);
  }
}

function visit(root: string, path: string, entry: Dirent | Stats, found: Found): void {
  if (entry.isFile()) found.files.push(path);
  else if (entry.isDirectory()) visitFolder(root, path, found);
  else found.others.set(path, kindOf(entry));
}

function visitFolder(root: string, folder: string, found: Found): void {
  found.folders.push(folder);
  const entries = list(root, folder);
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.name.startsWith('.')) visitHidden(path, entry, found);
    else if (!isDownload(root, path, entry, entries)) visit(root, path, entry, found);
  }
}

function visitHidden(path: string, entry: Dirent, found: Found): void {
  if (entry.isFile() && isTemporaryName(entry.name)) found.leftovers.push(path);
}

// Not in the order of the directory: what is reported first must not depend on the file system.
function list(root: string, folder: string): readonly Dirent[] {
  try {
    const entries = readdirSync(`${root}/${folder}`, { withFileTypes: true });
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    // whoever makes and removes folders meanwhile has just removed this one
    if (codeOf(error) === 'ENOENT') return [];
    throw diskFailure('read', folder, error);
  }
}

// Kustomize leaves `charts/<name>-<version>/<name>/Chart.yaml` beside the kustomization. The second test is for the
// time after that kustomization went away; an app may also be called `charts`, hence not by the name alone.
function isDownload(root: string, path: string, entry: Dirent, beside: readonly Dirent[]): boolean {
  if (entry.name !== 'charts' || !entry.isDirectory()) return false;
  return beside.some(({ name }) => kustomizations.has(name)) || list(root, path).some(hasChart(root, path));
}

function hasChart(root: string, charts: string): (entry: Dirent) => boolean {
  return (entry) => {
    if (!entry.isDirectory()) return false;
    const inside = list(root, `${charts}/${entry.name}`).map(({ name }) => `${entry.name}/${name}/Chart.yaml`);
    return inside.some((file) => existsSync(`${root}/${charts}/${file}`));
  };
}

function kindOf(entry: Dirent | Stats): string {
  if (entry.isSymbolicLink()) return 'symbolic link';
  if (entry.isFIFO()) return 'named pipe';
  if (entry.isSocket()) return 'socket';
  return 'device';
}
