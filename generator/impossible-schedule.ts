import type { Finding } from './component.ts';
import type { Path } from './diagnostic.ts';

/** A field of a schedule, with what may stand in it. */
interface Field {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

/** In order, as Kubernetes reads them (upstream: robfig/cron, the standard parser). */
const fields: readonly Field[] = [
  { name: 'minute', first: 0, last: 59 },
  { name: 'hour', first: 0, last: 23 },
  { name: 'day', first: 1, last: 31 },
  { name: 'month', first: 1, last: 12 },
  { name: 'weekday', first: 0, last: 6 },
];

const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Yields an error where the controller would not take a schedule, or no day would ever fit it. The schema has seen to its shape. */
export function* impossibleSchedule(schedule: string, path: Path): Iterable<Finding> {
  const sets = setsOf(schedule);
  const message = sets.find((each) => typeof each === 'string') ?? neverProblem(sets);
  if (typeof message !== 'string') return;
  const hint = 'five fields: minute (0-59) hour (0-23) day (1-31) month (1-12) weekday (0-6, Sunday is 0)';
  yield { code: 'wrong-value', severity: 'error', path, message, hint };
}

/** At how many minutes of an hour a schedule that is not impossible comes. */
export function timesAnHour(schedule: string): number {
  return setsOf(schedule)[0]?.length ?? 0;
}

function setsOf(schedule: string): readonly (readonly number[] | string)[] {
  const texts = schedule.split(' ');
  return fields.map((field, index) => numbersOf(texts[index] ?? '', field));
}

/** The numbers that a field stands for, sorted; or what is wrong with it. */
function numbersOf(text: string, field: Field): readonly number[] | string {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const numbers = numbersOfPart(part, field);
    if (typeof numbers === 'string') return numbers;
    for (const each of numbers) found.add(each);
  }
  return [...found].sort((one, other) => one - other);
}

function numbersOfPart(part: string, { name, first, last }: Field): readonly number[] | string {
  const [whole, from, to, step] = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
  const by = Number(step ?? 1);
  if (whole === undefined || by === 0) return `\`${part}\` is no ${name}`;
  const start = from === undefined ? first : Number(from);
  // a start with a step and no end goes on to the last one
  const end = to !== undefined ? Number(to) : from === undefined || step !== undefined ? last : start;
  if (start < first || end > last || start > end) return `the ${name} \`${part}\` is not within ${first}-${last}`;
  return Array.from({ length: Math.floor((end - start) / by) + 1 }, (_, index) => start + index * by);
}

/** A day that none of the months has; with weekdays it is enough that either fits. */
function neverProblem(sets: readonly (readonly number[] | string)[]): string | undefined {
  const [, , days, months, weekdays] = sets;
  if (typeof days !== 'object' || typeof months !== 'object' || weekdays?.length !== 7) return undefined;
  const has = months.some((month) => (days[0] ?? 1) <= (longest[month - 1] ?? 31));
  return has ? undefined : `no month ${months.join(', ')} has a day ${days[0]}`;
}
