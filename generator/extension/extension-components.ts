import type { ComponentFolder } from '../codegen/folders.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { definitions } from '../generated/definitions.js';
import { extensionFolders } from './extension-folders.ts';
import type { ExtensionSource } from './extension-source.ts';
import { optionSchema } from './option-schema.ts';

/** A component of an extension with the schema of its options. */
export interface ExtensionComponent extends ComponentFolder {
  /** The extension's folder, from that of platform.yaml. */
  readonly extension: string;
}

/** The components of all extensions by name, as their folders and schemas show them; `shipped` are the names of Plinth's own. */
export function extensionComponents(
  sources: readonly ExtensionSource[],
  shipped: readonly string[],
): { readonly components: readonly ExtensionComponent[]; readonly diagnostics: readonly Diagnostic[] } {
  const { folders, diagnostics } = extensionFolders(sources, shipped);
  const known = definitions();
  const read = folders.map((folder) => ({ folder, ...optionSchema(folder, known) }));
  const components = read.map(({ folder: { name, extension, stages }, schema }) => {
    return { name, extension, stages, schema, directory: extension, templates: new Map<string, string>() };
  });
  return { components, diagnostics: [...diagnostics, ...read.flatMap((each) => each.diagnostics)] };
}
