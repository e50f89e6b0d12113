import type { KnownViews } from '../../build/known-views.ts';
import { analyse, type Compilation, compile, objectsIn } from '../../index.ts';
import { cacheBeside } from '../../lock/vendor.ts';
import type { RenderLookup } from '../../rendering.ts';
import { type Extended, extended } from '../extensions/extended.ts';
import { type Invocation, readPlatform, rootOf } from '../invocation.ts';
import { isKnownClean } from '../kept/known-clean.ts';
import { compileWith } from './compile-with.ts';
import { hostAt } from './host-at.ts';
import { lockBeside } from './locked-bytes.ts';
import { withRenders } from './renders.ts';

/** A compilation of the platform that the flags name, and the components that it may use. */
export interface FileCompilation extends Compilation {
  readonly using: Extended;
}

/** Reads and compiles the platform that the flags name, and renders what is to be rendered. A file that cannot be read is a Failure. */
export function compileFile(flags: Invocation): Promise<FileCompilation> {
  return rendered(flags, compile);
}

/** The same without the tree. */
export function analyseFile(flags: Invocation): Promise<FileCompilation> {
  return rendered(flags, analyse);
}

async function rendered(flags: Invocation, work: typeof compile): Promise<FileCompilation> {
  const bytes = readPlatform(flags.platform);
  const using = await extended(bytes, flags.platform);
  return {
    ...(await compileWith(using, bytes, flags.platform, (lookup) => hostAt(rootOf(flags), lookup), work)),
    using,
  };
}

/** The objects of the platform that the flags name, and whether an earlier run checked them and found no error: no check runs here. `known` is shared with another platform. */
export async function uncheckedObjects(
  flags: Invocation,
  known: KnownViews,
): Promise<FileCompilation & { readonly isChecked: boolean }> {
  const bytes = readPlatform(flags.platform);
  const using = await extended(bytes, flags.platform);
  const compilation = await withRenders(
    () => lockBeside(flags.platform),
    cacheBeside(flags.platform),
    (lookup) => using.compiled((registry) => objectsIn(bytes, registry, hostAt(rootOf(flags), lookup), known)),
  );
  return { ...compilation, using, isChecked: isKnownClean(bytes, using.digest) };
}

const unasked: RenderLookup = () => ({ problems: [] });

/** The same, with charts as they are named and nothing rendered: for what comes before any of it. */
export async function analyseUnrendered(flags: Invocation): Promise<Compilation> {
  const bytes = readPlatform(flags.platform);
  const using = await extended(bytes, flags.platform);
  return using.compiled((registry) => analyse(bytes, registry, hostAt(rootOf(flags), unasked)));
}
