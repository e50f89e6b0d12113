import type { ExtensionSource } from '../../extension/extension-source.ts';
import { namedExtensions } from '../../extension/named-extensions.ts';
import { read, type Source } from '../../read.ts';
import { fingerprint } from '../../write/ledger.ts';
import { PROGRAM } from '../program.ts';
import { foldersOnDisk, type ReadFolder } from './extension-files.ts';
import { folderOf } from './may-extend.ts';

/** The extensions that a platform names, as they were read. */
export interface ExtensionSources {
  readonly text: string;
  readonly source: Source;
  readonly sources: readonly ExtensionSource[];
  /** Names their contents, and this very program. */
  readonly digest: string;
}

/** The extensions of a platform, in folders as `folders` reads them; undefined where it names none, or cannot be read itself. */
export function extensionSources(
  bytes: Uint8Array,
  platform: string,
  folders: ReadFolder = foldersOnDisk(folderOf(platform)),
): ExtensionSources | undefined {
  const { text, source } = read(bytes);
  if (source === undefined) return undefined;
  const sources = namedExtensions(source).map((folder) => ({ folder, files: folders(folder) }));
  return sources.length === 0 ? undefined : { text, source, sources, digest: digestOf(sources) };
}

function digestOf(sources: readonly ExtensionSource[]): string {
  const contents = sources.map(({ folder, files }) => [folder, files === undefined ? null : [...files]]);
  return fingerprint(JSON.stringify([PROGRAM, contents]));
}
