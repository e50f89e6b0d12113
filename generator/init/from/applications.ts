import { isMap, own, type PlainMap, valueAt } from '../../map.ts';
import { type Application, applicationOf } from './application.ts';
import { expanded } from './expand.ts';
import { generated } from './generators.ts';
import type { FolderReading, SourceDocument } from './read-folder.ts';
import type { NotExpressed } from './source-folder.ts';
import { listAt, textAt } from './texts.ts';

/** The Applications of a folder, those that its ApplicationSets make among them. */
export interface Applications {
  readonly all: readonly Application[];
  /** Names of clusters by the address under which generators name them. */
  readonly names: ReadonlyMap<string, string>;
  readonly lost: readonly NotExpressed[];
}

/** Finds them. An ApplicationSet that only Argo CD can expand is lost, with the reason. */
export function applicationsIn(reading: FolderReading, paths: readonly string[]): Applications {
  const lost: NotExpressed[] = [];
  const names = new Map<string, string>();
  const ofArgo = reading.documents.filter(({ value }) => /^argoproj\.io\//.test(textAt(value, 'apiVersion') ?? ''));
  const all = ofArgo.flatMap((document) => {
    if (document.value['kind'] === 'Application') return [applicationOf(document, reading, lost)];
    if (document.value['kind'] !== 'ApplicationSet') return [];
    return expandedSet(document, reading, paths, names, lost).map((each) => applicationOf(each, reading, lost));
  });
  return { all, names, lost };
}

function expandedSet(
  { file, value }: SourceDocument,
  reading: FolderReading,
  paths: readonly string[],
  names: Map<string, string>,
  lost: NotExpressed[],
): readonly SourceDocument[] {
  const what = `ApplicationSet ${textAt(value, 'metadata', 'name') ?? ''}`;
  const say = (why: string) => void lost.push({ file, what, why });
  const isGo = valueAt(value, 'spec', 'goTemplate') === true;
  const template = valueAt(value, 'spec', 'template');
  if (valueAt(value, 'spec', 'templatePatch') !== undefined) say('its `templatePatch` is left out');
  return listAt(value, 'spec', 'generators')
    .filter(isMap)
    .flatMap((generator) => {
      const found = generated(generator, reading, paths);
      if ('refused' in found) return say(found.refused) ?? [];
      for (const each of found.parameters) remember(each, names);
      const made = found.parameters.map((each) => expanded(template, each, isGo)).filter(isMap);
      if (made.length < found.parameters.length) say('its template holds more than plain parameters');
      if (found.parameters.length === 0) say('no folder or file of these is there');
      return made.map((each): SourceDocument => ({ file, value: { ...each, kind: 'Application' } as PlainMap }));
    });
}

function remember(parameters: PlainMap, names: Map<string, string>): void {
  const address = ['url', 'server', 'address']
    .map((key) => own(parameters, key))
    .find((each) => typeof each === 'string');
  const name = ['cluster', 'clusterName', 'name']
    .map((key) => own(parameters, key))
    .find((each) => typeof each === 'string');
  if (typeof address === 'string' && typeof name === 'string') names.set(address, name);
}
