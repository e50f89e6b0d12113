import { hasErrors } from '../../diagnostic.ts';
import { extensionComponents } from '../../extension/extension-components.ts';
import { namedExtensions } from '../../extension/named-extensions.ts';
import { optionTypes } from '../../extension/option-types.ts';
import { definitions } from '../../generated/definitions.js';
import { registry } from '../../generated/registry.ts';
import type { Compilation } from '../../index.ts';
import { located } from '../../located.ts';
import { read } from '../../read.ts';
import { foldersOnDisk } from './extension-files.ts';
import { folderOf } from './may-extend.ts';
import { placed } from './placed.ts';

/** TypeScript declarations of the options of a platform's extensions, or what is wrong with these. No component is run. */
export function extensionTypes(bytes: Uint8Array, platform: string): string | Compilation {
  const { text, source, diagnostics: unreadable } = read(bytes);
  if (source === undefined) return { text, diagnostics: unreadable };
  const folders = foldersOnDisk(folderOf(platform));
  const sources = namedExtensions(source).map((folder) => ({ folder, files: folders(folder) }));
  const { components, diagnostics } = extensionComponents(sources, Object.keys(registry.components));
  if (hasErrors(diagnostics))
    return { text, source, diagnostics: located(placed(diagnostics, folderOf(platform)), source) };
  return optionTypes(components, definitions());
}
