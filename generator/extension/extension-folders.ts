import { posix } from 'node:path';
import type { Diagnostic } from '../diagnostic.ts';
import { broken } from './broken.ts';
import type { ExtensionSource } from './extension-source.ts';

/** A component of an extension as its folder shows it. */
export interface ExtensionFolder {
  readonly name: string;
  /** The extension's folder, from that of platform.yaml. */
  readonly extension: string;
  /** The names of its stages, sorted. */
  readonly stages: readonly string[];
  /** Its schema.yaml: the file, and the text. */
  readonly schemaFile: { readonly file: string; readonly text: string };
}

/** The folders of the components of all extensions, by name; a folder that is not there or none of a component, and a name that is taken, are errors. */
export function extensionFolders(
  sources: readonly ExtensionSource[],
  shipped: readonly string[],
): { readonly folders: readonly ExtensionFolder[]; readonly diagnostics: readonly Diagnostic[] } {
  const taken = new Map(shipped.map((name) => [name, 'Plinth has a component of that name']));
  const folders: ExtensionFolder[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, source] of sources.entries()) {
    const names = componentNames(source);
    if (names.length === 0) diagnostics.push(unknownExtension(source, index));
    for (const name of names) {
      const problem = nameProblem(name, source, index, taken) ?? missingPart(name, source);
      if (problem !== undefined) diagnostics.push(problem);
      else folders.push(folderOf(name, source));
      taken.set(name, `${source.folder} has a component of that name too`);
    }
  }
  return { folders: folders.sort((a, b) => (a.name < b.name ? -1 : 1)), diagnostics };
}

function componentNames({ files = new Map() }: ExtensionSource): readonly string[] {
  const inFolders = [...files.keys()].filter((path) => path.includes('/'));
  return [...new Set(inFolders.map((path) => path.slice(0, path.indexOf('/'))))].sort();
}

function unknownExtension({ folder, files }: ExtensionSource, index: number): Diagnostic {
  return {
    code: 'unknown-extension',
    severity: 'error',
    message:
      files === undefined ? `there is no folder \`${folder}\`` : `the folder \`${folder}\` has no component in it`,
    hint:
      files === undefined
        ? 'name it from the folder of platform.yaml, such as `./my-components`'
        : `a component is a folder in it: \`${posix.join(folder, 'my-component/component.ts')}\`, schema.yaml and stages/`,
    path: ['extensions', index],
    at: 'value',
  };
}

// folders of the tree that no component may write to
const reserved = ['namespaces', 'apps', 'sandboxes', 'sites'];

function nameProblem(
  name: string,
  { folder }: ExtensionSource,
  index: number,
  taken: ReadonlyMap<string, string>,
): Diagnostic | undefined {
  const about = { severity: 'error', path: ['extensions', index], at: 'value' } as const;
  const where = posix.join(folder, name);
  const why = reserved.includes(name) ? "it is a folder of Plinth's own" : taken.get(name);
  if (why !== undefined)
    return { ...about, code: 'duplicate-component', message: `\`${where}\`: ${why}`, hint: 'rename the folder' };
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= 40) return undefined;
  const message = `\`${where}\` cannot be the name of a component`;
  const hint = 'lower case letters, digits and single dashes between them, at most 40';
  return { ...about, code: 'unknown-extension', message, hint };
}

function missingPart(name: string, { folder, files = new Map() }: ExtensionSource): Diagnostic | undefined {
  const parts = ['component.ts', 'schema.yaml'].filter((part) => !files.has(`${name}/${part}`));
  const missing = stagesOf(name, files).length === 0 ? [...parts, 'stages/<stage>.ts'] : parts;
  const [first] = missing;
  if (first === undefined) return undefined;
  return broken(posix.join(folder, name, first), `the component \`${name}\` has no ${missing.join(', no ')}`, {
    hint: 'docs/guides/extensions.md has an example that is complete',
  });
}

function stagesOf(name: string, files: ReadonlyMap<string, string>): readonly string[] {
  const paths = [...files.keys()].map((path) => path.match(/^([^/]+)\/stages\/([a-z0-9-]+)\.ts$/));
  return paths.flatMap((match) => (match?.[1] === name ? [match[2] ?? ''] : [])).sort();
}

function folderOf(name: string, { folder, files = new Map() }: ExtensionSource): ExtensionFolder {
  const schema = { file: posix.join(folder, name, 'schema.yaml'), text: files.get(`${name}/schema.yaml`) ?? '' };
  return { name, extension: folder, stages: stagesOf(name, files), schemaFile: schema };
}
