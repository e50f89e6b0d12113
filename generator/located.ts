import type { Diagnostic } from './diagnostic.ts';
import type { Source } from './read.ts';

/** The same diagnostics with their lines and columns, in the order of the file. Finding and locating are two jobs; this is the only place of the second. */
export function located(diagnostics: readonly Diagnostic[], source: Source): readonly Diagnostic[] {
  return onePerMistake(diagnostics)
    .map((each) => withPosition(each, source))
    .sort(byPosition);
}

/** A mistake in a block that a hundred clusters share is one mistake. */
function onePerMistake(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Map<string, Diagnostic>();
  for (const each of diagnostics) {
    const { clusters, ...rest } = each;
    const key = JSON.stringify(rest);
    const all = [...(known.get(key)?.clusters ?? []), ...(clusters ?? [])];
    known.set(key, clusters === undefined ? each : { ...each, clusters: [...new Set(all)].sort() });
  }
  return [...known.values()];
}

function withPosition(diagnostic: Diagnostic, { locate }: Source): Diagnostic {
  const { path, at, related } = diagnostic;
  const position = diagnostic.position ?? locate(path ?? [], at);
  if (related === undefined) return { ...diagnostic, position };
  return {
    ...diagnostic,
    position,
    related: related.map((each) => (each.path === undefined ? each : { ...each, position: locate(each.path) })),
  };
}

function byPosition(a: Diagnostic, b: Diagnostic): number {
  const [left, right] = [a.position, b.position];
  const lines = (left?.line ?? 0) - (right?.line ?? 0) || (left?.column ?? 0) - (right?.column ?? 0);
  return lines || compare(a.code, b.code) || compare(a.message, b.message);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
