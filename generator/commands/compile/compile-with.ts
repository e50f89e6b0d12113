import { knownViews } from '../../build/known-views.ts';
import type { Host } from '../../host.ts';
import type { Compilation, compile } from '../../index.ts';
import { cacheBeside } from '../../lock/vendor.ts';
import type { Made } from '../../made.ts';
import type { RenderLookup } from '../../rendering.ts';
import type { Extended } from '../extensions/extended.ts';
import { clearedBefore } from '../kept/cleared-before.ts';
import { keepClean } from '../kept/known-clean.ts';
import { lockBeside } from './locked-bytes.ts';
import { withRenders } from './renders.ts';

/** Compiles a platform, as far as `work` does, and renders what is to be rendered; remembers where its checks found nothing. */
export async function compileWith(
  using: Extended,
  bytes: Uint8Array,
  platform: string,
  hostWith: (rendered: RenderLookup) => Host,
  work: typeof compile,
  made?: Made,
): Promise<Compilation> {
  const cleared = clearedBefore(using.digest);
  const known = knownViews(cleared, made);
  const compilation = await withRenders(
    () => lockBeside(platform),
    cacheBeside(platform),
    (rendered) => using.compiled((registry) => work(bytes, registry, hostWith(rendered), known)),
  );
  cleared.keep();
  keepClean(bytes, compilation, using.digest);
  return compilation;
}
