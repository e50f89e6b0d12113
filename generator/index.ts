import { withoutAllowed } from './allowances.ts';
import { type KnownViews, knownViews } from './build/known-views.ts';
import { build } from './build.ts';
import type { Platformwide } from './check.ts';
import { checkAll } from './check-all.ts';
import { type Diagnostic, hasErrors } from './diagnostic.ts';
import { registry as shipped } from './generated/registry.ts';
import { type Host, noHost } from './host.ts';
import { located } from './located.ts';
import { missingFolders } from './missing-folders.ts';
import type { Model } from './model.ts';
import type { Objects } from './objects.ts';
import type { Platform } from './platform.ts';
import { read, type Source } from './read.ts';
import type { Registry } from './registry.ts';
import { render } from './render.ts';
import { resolve } from './resolve.ts';
import type { Tree } from './tree.ts';
import { unrenderedProblems } from './unrendered-problems.ts';
import { validate } from './validate.ts';

/** What comes of a platform.yaml. Without errors there is a tree; what the passes made on the way is there as far as they came. */
export interface Compilation {
  /** The text that was compiled; empty where the bytes are none. */
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly source?: Source;
  readonly model?: Model;
  readonly objects?: Objects;
  /** Absent also while something has to be rendered first. */
  readonly tree?: Tree;
}

/** A platform up to its objects, and what was validated on the way. */
interface Unchecked extends Compilation {
  readonly platform?: Platform;
}

/** Everything up to the objects, unchecked: read → validate → resolve → build. A pass with errors is the last. Two platforms that are held against each other share what is `known`. */
export function objectsIn(
  bytes: Uint8Array | string,
  registry: Registry = shipped,
  host: Host = noHost,
  known: KnownViews = knownViews(),
): Unchecked {
  const { text, source, diagnostics: unreadable } = read(bytes);
  if (source === undefined) return { text, diagnostics: unreadable };
  const { platform, diagnostics: invalid } = validate(source, registry);
  if (platform === undefined) return { text, source, diagnostics: located(invalid, source) };
  const { model: resolved, diagnostics: unresolved } = resolve(platform, registry);
  const diagnostics = located([...invalid, ...unresolved], source);
  if (resolved === undefined) return { text, source, diagnostics };
  const model = known.share(resolved);
  return { text, source, platform, model, objects: build(model, registry, host.rendered, known), diagnostics };
}

/** Everything but the tree: read → validate → resolve → build → check. A pass with errors is the last. */
export function analyse(
  bytes: Uint8Array | string,
  registry: Registry = shipped,
  host: Host = noHost,
  known: KnownViews = knownViews(),
): Compilation {
  return analysed(bytes, registry, host, known).analysis;
}

/** The same, and what was checked, where checks were asked. */
function analysed(
  bytes: Uint8Array | string,
  registry: Registry,
  host: Host,
  known: KnownViews,
): { readonly analysis: Compilation; readonly checked?: Platformwide } {
  const { platform, ...unchecked } = objectsIn(bytes, registry, host, known);
  const { source, model, objects, diagnostics } = unchecked;
  if (source === undefined || platform === undefined || model === undefined || objects === undefined)
    return { analysis: unchecked };
  // whoever renders compiles again, and what there is now would only be looked at twice
  if (isPending(objects)) return { analysis: unchecked };
  const checked = { model, objects, registry };
  const undone = unrenderedProblems(objects, model);
  const said = [...undone, ...checkAll(checked, known.cleared), ...missingFolders(model, host)];
  const found = withoutAllowed([...diagnostics, ...said], platform.text.allowed);
  return { analysis: { ...unchecked, diagnostics: located(found, source) }, checked };
}

/** Whether something has to be rendered first. */
function isPending({ unrendered }: Objects): boolean {
  return unrendered.some(({ problems }) => problems === undefined);
}

/** Compiles the text of a platform.yaml: read → validate → resolve → build → check → render. */
export function compile(
  bytes: Uint8Array | string,
  registry: Registry = shipped,
  host: Host = noHost,
  known: KnownViews = knownViews(),
): Compilation {
  const { analysis, checked } = analysed(bytes, registry, host, known);
  if (checked === undefined || hasErrors(analysis.diagnostics)) return analysis;
  return { ...analysis, tree: render(checked, known.made) };
}
