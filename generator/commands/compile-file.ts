import type { KnownViews } from '../build/known-views.ts';
import { registry } from '../generated/registry.ts';
import type { Host } from '../host.ts';
import { analyse, type Compilation, compile, objectsIn } from '../index.ts';
import { cacheBeside } from '../lock/vendor.ts';
import type { RenderLookup } from '../rendering.ts';
import { hostAt } from './host-at.ts';
import { type Invocation, readPlatform, rootOf } from './invocation.ts';
import { isKnownClean, keepClean } from './known-clean.ts';
import { lockBeside } from './locked-bytes.ts';
import { withRenders } from './renders.ts';

/** Reads and compiles the platform that the flags name, and renders what is to be rendered. A file that cannot be read is a Failure. */
export function compileFile(flags: Invocation): Promise<Compilation> {
  return rendered(flags, (bytes, host) => compile(bytes, registry, host));
}

/** The same without the tree. */
export function analyseFile(flags: Invocation): Promise<Compilation> {
  return rendered(flags, (bytes, host) => analyse(bytes, registry, host));
}

/** The objects of the platform that the flags name, and whether an earlier run checked them and found no error: no check runs here. `known` is shared with another platform. */
export async function uncheckedObjects(
  flags: Invocation,
  known: KnownViews,
): Promise<Compilation & { readonly isChecked: boolean }> {
  const bytes = readPlatform(flags.platform);
  const compilation = await withLock(flags, (host) => objectsIn(bytes, registry, host, known));
  return { ...compilation, isChecked: isKnownClean(bytes) };
}

async function rendered(flags: Invocation, work: (bytes: Uint8Array, host: Host) => Compilation): Promise<Compilation> {
  const bytes = readPlatform(flags.platform);
  const compilation = await withLock(flags, (host) => work(bytes, host));
  keepClean(bytes, compilation);
  return compilation;
}

function withLock(flags: Invocation, work: (host: Host) => Compilation): Promise<Compilation> {
  return withRenders(
    () => lockBeside(flags.platform),
    cacheBeside(flags.platform),
    (lookup) => work(hostAt(rootOf(flags), lookup)),
  );
}

const unasked: RenderLookup = () => ({ problems: [] });

/** The same, with charts as they are named and nothing rendered: for what comes before any of it. */
export function analyseUnrendered(flags: Invocation): Compilation {
  return analyse(readPlatform(flags.platform), registry, hostAt(rootOf(flags), unasked));
}
