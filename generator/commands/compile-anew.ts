import { knownViews } from '../build/known-views.ts';
import type { Host } from '../host.ts';
import { type Compilation, compile } from '../index.ts';
import { cacheBeside } from '../lock/vendor.ts';
import type { RenderLookup } from '../rendering.ts';
import { unaskedRules } from '../unasked-rules.ts';
import { clearedBefore } from './cleared-before.ts';
import { extended } from './extended.ts';
import type { ReadFolder } from './extension-files.ts';
import { keepClean } from './known-clean.ts';
import { lockBeside } from './locked-bytes.ts';
import { withRenders } from './renders.ts';

/** What a command that writes the tree, or compares it, needs of a compilation. */
export interface Compiled extends Pick<Compilation, 'text' | 'diagnostics' | 'tree'> {
  /** How many objects are of kinds whose rules only `plinth verify` asks. */
  readonly rulesNotEvaluated: number;
}

/** Compiles a platform whatever is known of it, and renders what is to be rendered; remembers where its checks found nothing. */
export async function compileAnew(
  bytes: Uint8Array,
  platform: string,
  hostWith: (rendered: RenderLookup) => Host,
  extensions?: ReadFolder,
): Promise<Compiled & Compilation> {
  const using = await extended(bytes, platform, extensions);
  const cleared = clearedBefore(using.digest);
  const known = knownViews(cleared);
  const compilation = await withRenders(
    () => lockBeside(platform),
    cacheBeside(platform),
    (rendered) => using.compiled((registry) => compile(bytes, registry, hostWith(rendered), known)),
  );
  cleared.keep();
  keepClean(bytes, compilation, using.digest);
  return { ...compilation, rulesNotEvaluated: unaskedRules(compilation) };
}
