import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { codeOf, diskFailure } from '../../write/disk-failure.ts';
import { git } from '../git.ts';

/** Reads the files of a folder of components, by their path in it; undefined where there is no such folder. */
export type ReadFolder = (folder: string) => ReadonlyMap<string, string> | undefined;

/** The folders on the disk, from the one that platform.yaml is in. */
export function foldersOnDisk(base: string): ReadFolder {
  return (folder) => {
    const top = resolve(base, folder);
    const paths = pathsBelow(top);
    return paths === undefined ? undefined : new Map(paths.map((path) => [path, contentOf(join(top, path))]));
  };
}

/** The folders as a commit has them, or as they are staged where there is none named. */
export function foldersInGit(base: string, commit?: string): ReadFolder {
  return (folder) => {
    const [command, ...words] = commit === undefined ? ['ls-files', '--stage', '-z'] : ['ls-tree', '-r', '-z', commit];
    const listed = git([command ?? '', ...words, '--', folder], resolve(base)).toString();
    const entries = listed.split('\0').flatMap((line) => entryOf(line, folder));
    if (entries.length === 0) return undefined;
    const texts = blobs(
      entries.map(({ id }) => id),
      base,
    );
    return new Map(entries.map(({ path }, index) => [path, texts[index] ?? '']));
  };
}

function pathsBelow(folder: string): readonly string[] | undefined {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    const files = entries.filter((entry) => entry.isFile());
    const paths = files.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
    return paths.filter(isPart).sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return undefined;
    throw diskFailure('read', folder, error);
  }
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw diskFailure('read', path, error);
  }
}

/** Whether a file is part of what a component is: not its tests, nor what is there for other programs. */
function isPart(path: string): boolean {
  if (/(?:^|\/)(?:node_modules|fixtures|\.[^/]*)(?:\/|$)/.test(path)) return false;
  return /^[^/]+\/schema\.yaml$/.test(path) || /(?<!\.d|\.test)\.ts$/.test(path);
}

/** `<mode> [blob] <id> [stage]\t<path>` */
function entryOf(line: string, folder: string): readonly { readonly id: string; readonly path: string }[] {
  const [, mode, id = '', whole = ''] = line.match(/^(\d+) (?:blob )?([0-9a-f]{40,64})[^\t]*\t(.*)$/s) ?? [];
  const path = relative(folder, whole).replaceAll('\\', '/');
  return mode?.startsWith('100') === true && isPart(path) ? [{ id, path }] : [];
}

/** The texts of some objects of git, in their order. */
function blobs(ids: readonly string[], base: string): readonly string[] {
  const output = git(['cat-file', '--batch'], resolve(base), `${ids.join('\n')}\n`);
  const texts: string[] = [];
  for (let at = 0; texts.length < ids.length; ) {
    const end = output.indexOf('\n', at);
    const size = Number(output.subarray(at, end).toString().split(' ')[2]);
    texts.push(output.subarray(end + 1, end + 1 + size).toString());
    at = end + 1 + size + 1;
  }
  return texts;
}
