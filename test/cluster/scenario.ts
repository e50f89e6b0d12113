import { setTimeout } from 'node:timers/promises';
import { type Seen, seeApplications } from './applications.ts';
import type { Operators } from './operators.ts';
import type { Rig } from './rig.ts';
import { remember, type Timeline } from './timeline.ts';

const STEP = 1000;

/** Something that is going on in a cluster, looked at again and again. */
export interface Scenario {
  readonly timeline: Timeline;
  /** Seconds since the start. */
  time(): number;
  /** What was seen last. */
  now(): readonly Seen[];
  /** Looks until something holds; gives whether it did within so many seconds. */
  until(holds: (all: readonly Seen[]) => boolean, seconds: number): Promise<boolean>;
}

/** How far apart two looks are, in seconds, at best. */
export const RESOLUTION = 2;

/** Starts looking; the stand-in works between two looks. */
export function watch(rig: Rig, operators: () => Operators): Scenario {
  const start = Date.now();
  const timeline: Timeline = new Map();
  let last: readonly Seen[] = [];
  const time = () => (Date.now() - start) / 1000;
  return {
    timeline,
    time,
    now: () => last,
    async until(holds, seconds) {
      const end = time() + seconds;
      for (;;) {
        last = await seeApplications(rig.api).catch(() => last);
        remember(timeline, last, time());
        if (holds(last)) return true;
        if (time() > end) return false;
        await operators().round();
        await setTimeout(STEP);
      }
    },
  };
}

/** Holds once something has held for so many looks in a row. */
export function steadily(holds: (all: readonly Seen[]) => boolean, looks: number): (all: readonly Seen[]) => boolean {
  let count = 0;
  return (all) => {
    count = holds(all) ? count + 1 : 0;
    return count >= looks;
  };
}
