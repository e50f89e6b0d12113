import type { ReadFolder } from './extension-files.ts';
import type { ExtensionSources } from './extension-sources.ts';
import { mayExtend } from './may-extend.ts';

/** What a platform names as its extensions; undefined where it names none. `folders` reads them where they are not on the disk: in another commit, in what is staged. */
export async function extensionsOf(
  bytes: Uint8Array,
  platform: string,
  folders?: ReadFolder,
): Promise<ExtensionSources | undefined> {
  if (!mayExtend(bytes)) return undefined;
  // most platforms name none, and need not wait for what reads them
  const { extensionSources } = await import('./extension-sources.ts');
  return extensionSources(bytes, platform, folders);
}
