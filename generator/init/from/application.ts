import { posix } from 'node:path';
import { isMap, own, type PlainMap, put, valueAt } from '../../map.ts';
import type { Layer } from './layers.ts';
import { readText } from './read-file.ts';
import type { FolderReading, SourceDocument } from './read-folder.ts';
import type { NotExpressed } from './source-folder.ts';
import { listAt, merged, textAt } from './texts.ts';

/** What an Application takes from a chart repository. */
export interface ChartSource {
  readonly kind: 'chart';
  readonly repository: string;
  readonly name: string;
  readonly version: string;
  readonly layers: readonly Layer[];
}

/** A folder that an Application applies, and what it tells a chart there. */
export interface FolderSource {
  readonly kind: 'folder';
  readonly repository: string;
  readonly path: string;
  readonly revision: string;
  readonly layers: readonly Layer[];
}

/** An Application, written as such or made by an ApplicationSet. */
export interface Application {
  readonly name: string;
  readonly file: string;
  /** The cluster as it is written: by name or by address. */
  readonly destination: { readonly name?: string; readonly server?: string; readonly namespace?: string };
  readonly sources: readonly (ChartSource | FolderSource)[];
}

/** The Application that a document is, with values from files of the folder; what of it cannot be told goes into `lost`. */
export function applicationOf(
  { file, value }: SourceDocument,
  reading: FolderReading,
  lost: NotExpressed[],
): Application {
  const name = textAt(value, 'metadata', 'name') ?? '';
  const written = [
    own(isMap(own(value, 'spec')) ? (own(value, 'spec') as PlainMap) : {}, 'source'),
    ...listAt(value, 'spec', 'sources'),
  ].filter(isMap);
  const say = (what: string, why: string) => void lost.push({ file, what: `Application ${name}: ${what}`, why });
  const sources = written.flatMap((source) => sourceOf(source, written, reading, file, say));
  for (const key of ['plugin', 'kustomize', 'directory'])
    if (written.some((source) => hasMore(own(source, key)))) say(`source.${key}`, 'what it changes of the folder');
  if (valueAt(value, 'spec', 'ignoreDifferences') !== undefined) say('ignoreDifferences', 'Plinth writes its own');
  const destination = Object.fromEntries(
    ['name', 'server', 'namespace'].flatMap((key) => {
      const text = textAt(value, 'spec', 'destination', key);
      return text === undefined ? [] : [[key, text]];
    }),
  );
  return { name, file, destination, sources };
}

/** To read the folders below as well is what Plinth's reading does anyway. */
function hasMore(value: unknown): boolean {
  return isMap(value) && Object.keys(value).some((key) => key !== 'recurse');
}

function sourceOf(
  source: PlainMap,
  all: readonly PlainMap[],
  reading: FolderReading,
  file: string,
  say: (what: string, why: string) => void,
): readonly (ChartSource | FolderSource)[] {
  const repository = textAt(source, 'repoURL') ?? '';
  const chart = textAt(source, 'chart');
  const revision = textAt(source, 'targetRevision') ?? '';
  const path = textAt(source, 'path');
  // a source that only lends its files to another has neither
  if (chart === undefined && path === undefined) return [];
  const layers = layersOf(source, all, reading, file, say);
  if (chart !== undefined) return [{ kind: 'chart', repository, name: chart, version: revision, layers }];
  return [{ kind: 'folder', repository, path: inside(path ?? ''), revision, layers }];
}

/** A path of a repository as the folder has it: no slash at either end. */
function inside(path: string): string {
  const plain = posix.normalize(path).replace(/^\/+|\/+$/g, '');
  return plain === '.' ? '' : plain;
}

function layersOf(
  source: PlainMap,
  all: readonly PlainMap[],
  reading: FolderReading,
  own: string,
  say: (what: string, why: string) => void,
): readonly Layer[] {
  const text = textAt(source, 'helm', 'values');
  const written = text === undefined ? {} : firstOf(readText('values.yaml', text));
  if (written === undefined) say('helm.values', 'not valid YAML');
  const files = listAt(source, 'helm', 'valueFiles').flatMap((each) => {
    const file = typeof each === 'string' ? valuesFile(each, source, all) : undefined;
    const values = file === undefined ? undefined : reading.valueIn(file);
    if (file !== undefined && isMap(values)) return [{ file, values }];
    if (valueAt(source, 'helm', 'ignoreMissingValueFiles') !== true)
      say(`helm.valueFiles ${String(each)}`, 'it is not in the folder');
    return [];
  });
  const inline = [written, valueAt(source, 'helm', 'valuesObject'), parameters(source)].filter(isMap);
  return [...files, ...inline.map((values) => ({ file: own, values }))];
}

function firstOf(read: ReturnType<typeof readText>): PlainMap | undefined {
  const [first = {}] = 'refused' in read ? [undefined] : read.documents.length === 0 ? [{}] : read.documents;
  return 'refused' in read || !isMap(first) ? undefined : first;
}

/** `$values/envs/a.yaml` is from the source with that `ref`; anything else lies beside the chart. */
function valuesFile(written: string, source: PlainMap, all: readonly PlainMap[]): string | undefined {
  const [, ref, rest] = /^\$([\w-]+)\/(.+)$/.exec(written) ?? [];
  if (ref === undefined) return inside(posix.join(textAt(source, 'path') ?? '', written));
  return all.some((each) => own(each, 'ref') === ref) ? inside(rest ?? '') : undefined;
}

function parameters(source: PlainMap): PlainMap {
  return listAt(source, 'helm', 'parameters')
    .filter(isMap)
    .reduce<PlainMap>((values, each) => {
      const [name, value] = [textAt(each, 'name'), own(each, 'value')];
      if (name === undefined || /[[\\]/.test(name)) return values;
      const plain = own(each, 'forceString') === true ? String(value) : scalar(String(value));
      return merged(values, nested(name.split('.'), plain)) as PlainMap;
    }, {});
}

function nested([first = '', ...rest]: readonly string[], value: unknown): PlainMap {
  const map: { [key: string]: unknown } = {};
  put(map, first, rest.length === 0 ? value : nested(rest, value));
  return map;
}

function scalar(text: string): unknown {
  if (/^(?:true|false)$/.test(text)) return text === 'true';
  return /^-?(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}
