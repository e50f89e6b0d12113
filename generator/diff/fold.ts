import type { Cause, CausesOf } from './causes.ts';
import type { Change } from './change.ts';
import { rank } from './risk.ts';

/** The same change on several clusters. */
export interface FoldedChange extends Omit<Change, 'cluster'> {
  /** Sorted. */
  readonly clusters: readonly string[];
  /** The lines of platform.yaml that it follows from, in their order; none where that is not certain. */
  readonly causes: readonly Cause[];
}

/** Equal changes on several clusters as one, the worst first; then by stage and subject. */
export function folded(changes: readonly Change[], causesOf: CausesOf): readonly FoldedChange[] {
  const found = new Map<string, { change: Change; clusters: string[]; causes: Cause[] }>();
  for (const change of changes) {
    const { cluster, ...rest } = change;
    const key = JSON.stringify(rest).replaceAll(JSON.stringify(cluster).slice(1, -1), '<cluster>');
    const known = found.get(key);
    const causes = causesOf(change);
    if (known === undefined) found.set(key, { change, clusters: [cluster], causes: [...causes] });
    else known.clusters.push(cluster);
    if (known !== undefined) known.causes = agreed(known.causes, causes);
  }
  return [...found.values()]
    .map(({ change: { cluster: _, ...rest }, clusters, causes }) => ({ ...rest, clusters: clusters.sort(), causes }))
    .sort(byRisk);
}

/** All lines of both; none where those of one are not known. */
function agreed(known: readonly Cause[], further: readonly Cause[]): Cause[] {
  if (known.length === 0 || further.length === 0) return [];
  const all = new Map([...known, ...further].map((each) => [`${each.side} ${each.line} ${each.option}`, each]));
  return [...all.values()].sort((a, b) => a.line - b.line);
}

function byRisk(a: FoldedChange, b: FoldedChange): number {
  const risk = rank(b.effects[0].risk) - rank(a.effects[0].risk);
  return (
    risk || compare(a.stage, b.stage) || compare(a.subject, b.subject) || compare(a.clusters.join(), b.clusters.join())
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
