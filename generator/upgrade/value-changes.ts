import type { ChartDefaults } from '../chart-values/chart-defaults.ts';
import { type ValueProblem, valuesProblems } from '../chart-values/values-problems.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type FieldChange, fieldChanges, fieldName } from '../diff/fields.ts';
import { equal } from '../equal.ts';
import { isMap, own, type PlainMap, valueAt } from '../map.ts';
import type { Note } from './report.ts';

/** What becomes of a chart's values from one version to another, for those that are given there. */
export function valueChanges(before: ChartDefaults, after: ChartDefaults, given: readonly PlainMap[]): readonly Note[] {
  const defaults = fieldChanges(before.values, after.values);
  const fresh = defaults.filter((each) => each.before === undefined && each.after !== undefined);
  const old = new Set(given.flatMap((values) => valuesProblems(before, values)).map(keyOf));
  const found = given.flatMap((values) => valuesProblems(after, values)).filter((each) => !old.has(keyOf(each)));
  const problems = [...new Map(found.map((each) => [keyOf(each), each])).values()];
  const broken = problems.map((each) => noteOn(each, before, after, fresh));
  const lost = new Set(problems.filter(({ kind }) => kind === 'unknown').map(({ path }) => path.join('.')));
  const others = defaults.filter(({ path }) => !path.some((_, index) => lost.has(path.slice(0, index + 1).join('.'))));
  return [...broken, ...others.map((each) => ofDefault(each, given))];
}

function keyOf({ kind, path }: ValueProblem): string {
  return `${kind} ${path.join('\0')}`;
}

function noteOn(
  { kind, path, message }: ValueProblem,
  before: ChartDefaults,
  after: ChartDefaults,
  fresh: readonly FieldChange[],
): Note {
  const subject = path.join('.');
  if (kind !== 'unknown') {
    const isRefused = kind === 'refused';
    const note = isRefused ? `given here, and the new schema refuses it: it ${message}` : `given here: it ${message}`;
    return { group: 'values', what: 'changed', subject, note, ...(isRefused ? { isError: true } : {}) };
  }
  const other = renamed(path, before, after, fresh);
  if (other === undefined)
    return { group: 'values', what: 'removed', subject, note: 'given here, and nothing reads it any more' };
  return {
    group: 'values',
    what: 'renamed',
    subject,
    note: `given here, and nothing reads it any more; did you mean \`${other}\`?`,
  };
}

/** A new key that sounds like the old one beside it, has its default elsewhere under its own name, or its very name in another place. */
function renamed(
  path: readonly string[],
  before: ChartDefaults,
  after: ChartDefaults,
  fresh: readonly FieldChange[],
): string | undefined {
  const [key = ''] = path.slice(-1);
  const above = path.slice(0, -1);
  const [was, beside] = [above, above].map((at, index) =>
    at.length === 0 ? [before, after][index]?.values : valueAt([before, after][index]?.values, ...at),
  );
  const known = isMap(was) ? Object.keys(was) : [];
  const near = didYouMean(key, isMap(beside) ? Object.keys(beside).filter((each) => !known.includes(each)) : []);
  if (near !== undefined) return [...above, near].join('.');
  const ways = fresh.flatMap((each) => waysIn(each.after, each.path));
  return ways.find((way) => way.at(-1) === key)?.join('.');
}

function waysIn(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  return [path, ...(isMap(value) ? Object.entries(value).flatMap(([key, each]) => waysIn(each, [...path, key])) : [])];
}

function ofDefault({ path, before, after }: FieldChange, given: readonly PlainMap[]): Note {
  const keys = path.filter((part) => !part.startsWith('['));
  const isGiven = given.length > 0 && given.every((values) => isAt(values, keys));
  const place = { group: 'values', subject: fieldName(path) } as const;
  if (before === undefined) return { ...place, what: 'added', note: `its default is ${shown(after)}` };
  if (after === undefined) return { ...place, what: 'removed', note: 'nobody here gives it' };
  const note = `default ${shown(before)} → ${shown(after)}`;
  const isSame = isGiven && given.every((values) => equal(valueAt(values, ...keys), after));
  if (isSame) return { ...place, what: 'changed', note: `${note}; given here, and now the default itself` };
  return { ...place, what: 'changed', note: isGiven ? `${note}; given here, so nothing changes` : note };
}

function isAt(values: PlainMap, path: readonly string[]): boolean {
  const above = path.length === 1 ? values : valueAt(values, ...path.slice(0, -1));
  return isMap(above) && own(above, path.at(-1) ?? '') !== undefined;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
