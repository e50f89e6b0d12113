import { isMap, own, type PlainMap } from '../../map.ts';
import type { Parameters } from './expand.ts';
import type { FolderReading } from './read-folder.ts';
import { folderOf } from './source-folder.ts';
import { listAt, textAt } from './texts.ts';

/** What a generator gives, or why that cannot be told from the folder. */
export type Generated = { readonly parameters: readonly Parameters[] } | { readonly refused: string };

/** What one generator of an ApplicationSet gives, by the files of the folder. */
export function generated(generator: PlainMap, reading: FolderReading, paths: readonly string[]): Generated {
  const [kind = ''] = Object.keys(generator).filter((key) => key !== 'selector' && key !== 'template');
  const body = own(generator, kind);
  if (own(generator, 'selector') !== undefined || (isMap(body) && own(body, 'template') !== undefined))
    return { refused: `a generator \`${kind}\` with a selector or a template of its own` };
  if (kind === 'list' && listAt(body, 'elements').length > 0)
    return { parameters: listAt(body, 'elements').filter(isMap) };
  if (kind === 'git' && isMap(body)) return fromGit(body, reading, paths);
  if (kind === 'matrix') return matrix(listAt(body, 'generators').filter(isMap), reading, paths);
  const why =
    kind === 'clusters' ? 'which clusters there are, only Argo CD knows' : 'it asks something outside of the folder';
  return { refused: `the generator \`${kind}\`: ${why}` };
}

function fromGit(body: PlainMap, reading: FolderReading, paths: readonly string[]): Generated {
  const values = own(body, 'values');
  const extra = isMap(values) ? { values } : {};
  const directories = listAt(body, 'directories').filter(isMap);
  const files = listAt(body, 'files').filter(isMap);
  if (directories.length > 0) {
    const folders = [...new Set(paths.flatMap(foldersOf))].sort();
    const named = (excluded: boolean) =>
      directories
        .filter((each) => (own(each, 'exclude') === true) === excluded)
        .map((each) => glob(textAt(each, 'path') ?? ''));
    const [wanted, unwanted] = [named(false), named(true)];
    const chosen = folders.filter(
      (folder) => wanted.some((each) => each.test(folder)) && !unwanted.some((each) => each.test(folder)),
    );
    return { parameters: chosen.map((folder) => ({ ...pathParameters(folder), ...extra })) };
  }
  const chosen = paths.filter((path) => files.some((each) => glob(textAt(each, 'path') ?? '').test(path)));
  const parameters = chosen.flatMap((path) => {
    const value = reading.valueIn(path);
    const place = pathParameters(folderOf(path), path.slice(path.lastIndexOf('/') + 1));
    return (Array.isArray(value) ? value : [value]).filter(isMap).map((each) => ({ ...each, ...place, ...extra }));
  });
  return { parameters };
}

function matrix(parts: readonly PlainMap[], reading: FolderReading, paths: readonly string[]): Generated {
  let all: readonly Parameters[] = [{}];
  for (const part of parts) {
    const found = generated(part, reading, paths);
    if ('refused' in found) return found;
    if (all.length * found.parameters.length > 10_000) return { refused: 'a matrix of more than 10,000' };
    all = all.flatMap((one) => found.parameters.map((other) => ({ ...one, ...other })));
  }
  return { parameters: all };
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function pathParameters(path: string, filename?: string): Parameters {
  const segments = path.split('/');
  const basename = segments.at(-1) ?? '';
  const normal = basename.replace(/[^a-z0-9-.]+/gi, '-').toLowerCase();
  return {
    path: { path, basename, basenameNormalized: normal, segments, ...(filename === undefined ? {} : { filename }) },
  };
}

/** A pattern of paths: `*` within a folder, `**` across them. One with many stars could take for ever and is for nothing. */
function glob(pattern: string): RegExp {
  if (pattern === '' || pattern.length > 300 || pattern.split('*').length > 8) return /(?!)/;
  const parts = pattern.split(/(\*\*\/?|\*)/).map((part) => {
    if (part.startsWith('**')) return '(?:.*/)?'.concat(part === '**' ? '[^/]*' : '');
    return part === '*' ? '[^/]*' : part.replace(/[.+^${}()|[\]\\?]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}
