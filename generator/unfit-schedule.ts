import type { Finding } from './component.ts';
import type { Path } from './diagnostic.ts';
import { impossibleSchedule, timesAnHour } from './impossible-schedule.ts';

/** Yields an error where a schedule is impossible, and a warning where what it makes comes more than once an hour. */
export function* unfitSchedule(schedule: string, path: Path): Iterable<Finding> {
  const impossible = [...impossibleSchedule(schedule, path)];
  yield* impossible;
  const times = impossible.length > 0 ? 0 : timesAnHour(schedule);
  if (times < 2) return;
  const message = `\`${schedule}\` is ${times} times an hour, and one that is not done when the next is due keeps it from being made`;
  yield { code: 'backup-schedule', severity: 'warning', path, message, hint: 'once an hour is `0 * * * *`' };
}
