import { didYouMean } from '../did-you-mean.ts';
import { isMap, own, type PlainMap, valueAt } from '../map.ts';
import type { ChartDefaults } from './chart-defaults.ts';
import { freeValues, type ValuePath } from './free-values.ts';
import { mergedValues } from './merged-values.ts';
import { keyInSchema, type Refusal, schemaViolations } from './values-schema.ts';

/** What is wrong with a value: `refused` by the chart's schema, a key that is `unknown` to the chart, or `mistyped`, which is of another type than the default. */
export interface ValueProblem {
  readonly kind: 'refused' | 'unknown' | 'mistyped';
  readonly path: readonly string[];
  readonly message: string;
  /** The key that was probably meant. */
  readonly near?: string;
}

/** What is wrong with the values of a chart and of its subcharts at hand; keys in maps that are listed as free are all right. */
export function valuesProblems(
  chart: ChartDefaults,
  values: PlainMap,
  free: readonly ValuePath[] = freeValues[chart.name] ?? [],
): readonly ValueProblem[] {
  const refused = refusals(chart, values);
  const level = { values, defaults: chart.values, root: chart.schema ?? {}, schema: chart.schema, path: [] };
  const isKnown = (path: readonly string[]) => isFree(path, chart, free) || chart.knows?.(path) === true;
  const others = problemsAt(level, isKnown).filter(({ path }) => !refused.some((each) => equal(each.path, path)));
  return [...refused, ...others, ...below(chart, values)];
}

function refusals({ schema, values: defaults }: ChartDefaults, values: PlainMap): readonly ValueProblem[] {
  if (schema === undefined) return [];
  return violations(schema, mergedValues(defaults, values)).map(({ path, message }) => ({
    kind: 'refused',
    path,
    message,
  }));
}

/** Nothing where the schema refers to a file that is not at hand: Helm would fetch it. */
function violations(schema: PlainMap, values: PlainMap): readonly Refusal[] {
  try {
    return schemaViolations(schema, values);
  } catch {
    return [];
  }
}

/** What its subcharts say, whose defaults the chart may replace and whose switches are its own. What is switched off, Helm does not hold against any schema. */
function below(chart: ChartDefaults, values: PlainMap): readonly ValueProblem[] {
  const { children = {}, values: defaults } = chart;
  return Object.entries(children).flatMap(([key, child]) => {
    const [given, replaced] = [own(values, key), own(defaults, key)];
    if (!isMap(given)) return [];
    const inside = isMap(replaced) ? { ...child, values: mergedValues(child.values, replaced) } : child;
    const found = valuesProblems(inside, given).map((each) => ({ ...each, path: [key, ...each.path] }));
    const isOff = isSwitchedOff(chart, key, mergedValues(defaults, values));
    return found.filter(({ kind, path }) => (kind === 'refused' ? !isOff : chart.knows?.(path) !== true));
  });
}

function isSwitchedOff({ conditions = {} }: ChartDefaults, key: string, values: PlainMap): boolean {
  const found = (conditions[key] ?? []).map((each) => valueAt(values, ...each.split('.')));
  return found.find((each) => typeof each === 'boolean') === false;
}

/** Keys of a subchart are its own, and `global` is for all of them. */
function isFree(path: readonly string[], { subcharts }: ChartDefaults, free: readonly ValuePath[]): boolean {
  const [first = ''] = path;
  return [...subcharts, 'global', 'tags'].includes(first) || free.some((each) => covers(each.path, path.join('.')));
}

function covers(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}.`);
}

function equal(one: readonly string[], other: readonly string[]): boolean {
  return one.join('\0') === other.join('\0');
}

interface Level {
  readonly values: PlainMap;
  /** The chart's own values here; undefined where it has none. */
  readonly defaults: PlainMap | undefined;
  readonly root: PlainMap;
  readonly schema: unknown;
  readonly path: readonly string[];
}

type IsKnown = (path: readonly string[]) => boolean;

function problemsAt(level: Level, isKnown: IsKnown): readonly ValueProblem[] {
  return Object.entries(level.values).flatMap(([key, value]) => problemsIn(level, key, value, isKnown));
}

function problemsIn(level: Level, key: string, value: unknown, isKnown: IsKnown): readonly ValueProblem[] {
  const { defaults = {}, root, schema, path: above } = level;
  const path = [...above, key];
  // null takes a default away, whatever it is
  if (value === null) return [];
  const isDefault = Object.hasOwn(defaults, key);
  const inSchema = schema === undefined ? undefined : keyInSchema(root, schema, key);
  if (!isDefault && inSchema === undefined) return isKnown(path) ? [] : [unknown(path, key, defaults)];
  const before = own(defaults, key);
  const isJudged = inSchema !== undefined && inSchema !== 'open';
  if (isDefault && !isJudged && isMistyped(before, value)) return [mistyped(path, before, value)];
  // an empty map among the defaults is the chart's way to say that it takes any keys
  const isClosed = isMap(before) ? Object.keys(before).length > 0 : before === undefined && isMap(inSchema);
  if (!isMap(value) || !isClosed) return [];
  const inside = { values: value, defaults: isMap(before) ? before : undefined, root, schema: inSchema, path };
  return problemsAt(inside, isKnown);
}

function unknown(path: readonly string[], key: string, defaults: PlainMap): ValueProblem {
  const near = didYouMean(key, Object.keys(defaults));
  const message =
    near === undefined ? 'is no value of this chart' : `is no value of this chart; did you mean \`${near}\`?`;
  return { kind: 'unknown', path, message, ...(near === undefined ? {} : { near }) };
}

function mistyped(path: readonly string[], before: unknown, value: unknown): ValueProblem {
  return { kind: 'mistyped', path, message: `is ${typeOf(value)}, and ${typeOf(before)} by default` };
}

/** Whether a value is of a type that no template takes for the default's. Charts take text for a map or a list, and a map for a text that is a template, so those are no mistake. */
function isMistyped(before: unknown, value: unknown): boolean {
  const [was, is] = [typeOf(before), typeOf(value)];
  if (was === is) return false;
  if (was === 'a boolean') return true;
  if (was === 'a number') return is !== 'a text';
  if (was === 'a map') return Object.keys(before as PlainMap).length > 0 && is !== 'a text';
  return was === 'a list' && (before as readonly unknown[]).length > 0 && is !== 'a text';
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return 'a map';
  if (typeof value === 'string') return 'a text';
  return value === null || value === undefined ? 'nothing' : `a ${typeof value}`;
}
