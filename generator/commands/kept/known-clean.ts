import { hasErrors } from '../../diagnostic.ts';
import { digest } from '../../digest.ts';
import type { Compilation } from '../../index.ts';
import type { Objects } from '../../objects.ts';
import { keptFolders } from '../../verify/overlay.ts';
import { isNamed, PROGRAM } from '../program.ts';
import { type VerdictCache, verdictCache } from './verdict-cache.ts';

/** What this very Plinth found out in earlier runs. */
export function earlierVerdicts(): VerdictCache {
  return isNamed ? verdictCache([PROGRAM]) : nothing;
}

const nothing: VerdictCache = { recall: (_, work) => work(), known: () => undefined, keep: () => undefined };

/** Whether this very Plinth checked these bytes before, with extensions of these contents, and found no error: checks look at nothing else. */
export function isKnownClean(bytes: Uint8Array, extensions: string | undefined): boolean {
  return earlierVerdicts().known<boolean>(keyOf(bytes, extensions)) === true;
}

/** Remembers that bytes have no error; not where a folder that people keep by hand was looked for on the disk. */
export function keepClean(
  bytes: Uint8Array,
  { objects, diagnostics }: Compilation,
  extensions: string | undefined,
): void {
  if (objects === undefined || hasErrors(diagnostics) || keptFolders(objects).length > 0) return;
  // what is rendered depends on the lock too
  if (!isRendered(objects) && !isKnownClean(bytes, extensions)) earlierVerdicts().keep(keyOf(bytes, extensions), true);
}

/** Whether anything of the platform is rendered, or to be. */
export function isRendered({ stages, unrendered }: Objects): boolean {
  const contents = stages.flatMap(({ clusters }) => [...clusters.values()]);
  return unrendered.length > 0 || contents.some(({ rendered }) => rendered !== undefined);
}

function keyOf(bytes: Uint8Array, extensions: string | undefined): string {
  return digest('clean', Buffer.from(bytes).toString('latin1'), extensions ?? null);
}
