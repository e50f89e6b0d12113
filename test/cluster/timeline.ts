import { isDone, type Seen } from './applications.ts';

/** What is remembered of an Application; times in seconds since the start. */
export interface Remembered {
  readonly name: string;
  readonly parent: string | undefined;
  readonly wave: number;
  readonly appeared: number;
  readonly healthy?: number;
  readonly done?: number;
  /** When each of its syncs began. */
  readonly syncs: readonly string[];
}

/** All that was seen, by name. */
export type Timeline = Map<string, Remembered>;

/** Adds what is seen at a time; an Application that is gone is forgotten. */
export function remember(timeline: Timeline, all: readonly Seen[], time: number): void {
  for (const each of all) {
    const known = timeline.get(each.name);
    const syncs = known?.syncs ?? [];
    // as a root judges it: what was applied whole is healthy, though Argo CD may not have compared it since
    const isApplied = each.phase === 'Succeeded' || (each.phase === '-' && each.sync === 'Synced');
    const isHealthy = each.health === 'Healthy' && isApplied;
    timeline.set(each.name, {
      ...{ name: each.name, parent: each.parent, wave: each.wave },
      appeared: known?.appeared ?? time,
      ...firstTime('healthy', known?.healthy, isHealthy, time),
      ...firstTime('done', known?.done, isDone(each), time),
      syncs: each.startedAt === '' || syncs.includes(each.startedAt) ? syncs : [...syncs, each.startedAt],
    });
  }
  const names = new Set(all.map(({ name }) => name));
  for (const name of timeline.keys()) if (!names.has(name)) timeline.delete(name);
}

function firstTime(field: 'healthy' | 'done', known: number | undefined, isSo: boolean, time: number) {
  const first = known ?? (isSo ? time : undefined);
  return first === undefined ? {} : { [field]: first };
}

/** Each Application that appeared before one of an earlier wave, of the same parent, was healthy; seen every `step` seconds, so this much may be unseen. */
export function outOfOrder(timeline: Timeline, step: number): readonly string[] {
  const all = [...timeline.values()].filter(({ parent }) => parent !== undefined);
  return all.flatMap((later) =>
    all
      .filter((earlier) => earlier.parent === later.parent && earlier.wave < later.wave)
      .filter(({ healthy }) => healthy === undefined || later.appeared + step < healthy)
      .map((earlier) => `${later.name} (wave ${later.wave}) before ${earlier.name} (wave ${earlier.wave})`),
  );
}
