import type { Host } from '../../host.ts';
import { type Compilation, compile } from '../../index.ts';
import type { Made } from '../../made.ts';
import type { RenderLookup } from '../../rendering.ts';
import { unaskedRules } from '../../unasked-rules.ts';
import { extended } from '../extensions/extended.ts';
import type { ReadFolder } from '../extensions/extension-files.ts';
import { compileWith } from './compile-with.ts';

/** What a command that writes the tree, or compares it, needs of a compilation. */
export interface Compiled extends Pick<Compilation, 'text' | 'diagnostics' | 'tree'> {
  /** How many objects are of kinds whose rules only `plinth verify` asks. */
  readonly rulesNotEvaluated: number;
}

/** Compiles a platform whatever is known of it, and renders what is to be rendered; remembers where its checks found nothing. Folders of the tree are as they were `made` before. */
export async function compileAnew(
  bytes: Uint8Array,
  platform: string,
  hostWith: (rendered: RenderLookup) => Host,
  extensions?: ReadFolder,
  made?: Made,
): Promise<Compiled & Compilation> {
  const using = await extended(bytes, platform, extensions);
  const compilation = await compileWith(using, bytes, platform, hostWith, compile, made);
  return { ...compilation, rulesNotEvaluated: unaskedRules(compilation) };
}
