import { kustomizationNames } from '../../diff/folder/kustomization.ts';
import { isMap, own, type PlainMap } from '../../map.ts';
import { readFile } from './read-file.ts';
import { folderOf, isBelow, type NotExpressed, type SourceFolder } from './source-folder.ts';

/** A document and the file that it stands in. */
export interface SourceDocument {
  readonly file: string;
  readonly value: PlainMap;
}

/** What stands in a folder, as values. */
export interface FolderReading {
  /** Every map that is a document of its own, items of lists one by one. */
  readonly documents: readonly SourceDocument[];
  /** The first document of each file that was read. */
  readonly values: ReadonlyMap<string, unknown>;
  /** The same of one file, which is then known to be of use. */
  valueIn(path: string): unknown;
  /** The files that were of use. */
  readonly asked: ReadonlySet<string>;
  /** The folders of charts. */
  readonly charts: readonly string[];
  /** Files that cannot be read, and why. */
  readonly unread: readonly NotExpressed[];
}

/** Reads every file of YAML or JSON, the templates of charts aside. */
export function readFolder(folder: SourceFolder): FolderReading {
  const charts = folder.paths.filter((path) => /(?:^|\/)Chart\.yaml$/.test(path)).map(folderOf);
  const templates = charts.flatMap((chart) => [below(chart, 'templates'), below(chart, 'charts')]);
  const documents: SourceDocument[] = [];
  const values = new Map<string, unknown>();
  const unread: NotExpressed[] = [];
  for (const file of folder.paths.filter(isRead)) {
    if (templates.some((each) => isBelow(file, each))) continue;
    const bytes = folder.read(file);
    if (bytes === undefined || isForeign(file)) continue;
    const reading = readFile(file, bytes);
    if ('refused' in reading) unread.push({ file, what: 'the file', why: reading.refused });
    else {
      values.set(file, reading.documents[0]);
      documents.push(...reading.documents.flatMap(items).map((value) => ({ file, value })));
    }
  }
  const asked = new Set<string>();
  const valueIn = (path: string) => {
    if (values.has(path)) asked.add(path);
    return values.get(path);
  };
  return { documents, values, valueIn, asked, charts, unread };
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function isRead(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /\.(?:ya?ml|json)$/.test(name) || kustomizationNames.includes(name);
}

/** Files of programs: no manifests, whatever is in them. */
function isForeign(file: string): boolean {
  return /(?:^|\/)(?:package|package-lock|tsconfig|composer|renovate)\.json$/.test(file);
}

function items(value: unknown): readonly PlainMap[] {
  if (!isMap(value)) return [];
  const list = /List$/.test(String(own(value, 'kind'))) ? own(value, 'items') : undefined;
  return Array.isArray(list) ? list.flatMap(items) : [value];
}
