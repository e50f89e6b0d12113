import type { Change } from './change.ts';
import { rank } from './risk.ts';

/** The same change on several clusters. */
export interface FoldedChange extends Omit<Change, 'cluster'> {
  /** Sorted. */
  readonly clusters: readonly string[];
}

/** Equal changes on several clusters as one, the worst first; then by stage and subject. */
export function folded(changes: readonly Change[]): readonly FoldedChange[] {
  const found = new Map<string, { change: Change; clusters: string[] }>();
  for (const change of changes) {
    const { cluster, ...rest } = change;
    const key = JSON.stringify(rest).replaceAll(JSON.stringify(cluster).slice(1, -1), '<cluster>');
    const known = found.get(key);
    if (known === undefined) found.set(key, { change, clusters: [cluster] });
    else known.clusters.push(cluster);
  }
  return [...found.values()]
    .map(({ change: { cluster: _, ...rest }, clusters }) => ({ ...rest, clusters: clusters.sort() }))
    .sort(byRisk);
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
