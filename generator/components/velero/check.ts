import type { CheckContext, Finding } from '../../component.ts';
import { unfitSchedule } from '../../unfit-schedule.ts';

/** That each schedule comes round. */
export function* check({ options }: CheckContext<'velero'>): Iterable<Finding> {
  for (const [name, { schedule }] of Object.entries(options.schedules))
    yield* unfitSchedule(schedule, ['schedules', name, 'schedule']);
}
