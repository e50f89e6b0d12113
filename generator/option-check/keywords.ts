import { isMap, type PlainMap } from '../map.ts';
import { patternOf } from './pattern-of.ts';
import { holds, type Question } from './question.ts';
import type { Asked } from './rule.ts';
import { typesOf } from './types.ts';

type Answer<K extends keyof Asked> = (asked: Asked[K], value: unknown, question: Question) => boolean;

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const codePoints = (text: string) => [...text].length;
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Whether a value is as a keyword asks, for each keyword: what ajv says. Most runs ask each a few times only, before V8 optimises anything: loops are short, and make no functions. */
export const keywords: { readonly [K in keyof Asked]: Answer<K> } = {
  type: (types, value) => (types & typesOf(value)) !== 0,
  rule: holds,
  enum: (allowed, value) => allowed.includes(value),
  oneOf: (rules, value, question) => rules.filter((rule) => holds(rule, value, question)).length === 1,

  minimum: (limit, value) => !isNumber(value) || value >= limit,
  maximum: (limit, value) => !isNumber(value) || value <= limit,
  // of large numbers, ajv reads the digits before the exponent
  multipleOf: (part, value) => !isNumber(value) || value / part === Number.parseInt(String(value / part), 10),

  minLength: (limit, value) => !isText(value) || codePoints(value) >= limit,
  maxLength: (limit, value) => !isText(value) || value.length <= limit || codePoints(value) <= limit,
  pattern: (pattern, value) => !isText(value) || patternOf(pattern).test(value),

  minItems: (limit, value) => !isList(value) || value.length >= limit,
  maxItems: (limit, value) => !isList(value) || value.length <= limit,
  uniqueItems: (_, value) => !isList(value) || new Set(value).size === value.length,
  items: (rule, value, question) => !isList(value) || allHold(rule, value, question),

  defaults: (defaults, value, { fill }) => {
    if (isMap(value))
      for (const option in defaults) if (value[option] === undefined) fill(value, option, defaults[option]);
    return true;
  },
  minProperties: (limit, value) => !isMap(value) || Object.keys(value).length >= limit,
  required: (options, value) => !isMap(value) || hasAll(options, value),
  propertyNames: (rule, value, question) => !isMap(value) || allHold(rule, Object.keys(value), question),
  entries: (asked, value, question) => !isMap(value) || hasEntries(asked, value, question),
  kinds: ({ option, rules }, value, question) => {
    if (!isMap(value)) return true;
    const kind = value[option];
    return isText(kind) && Object.hasOwn(rules, kind) && holds(rules[kind] as number, value, question);
  },
};

function allHold(rule: number, values: readonly unknown[], question: Question): boolean {
  for (let index = 0; index < values.length; index++) if (!holds(rule, values[index], question)) return false;
  return true;
}

function hasAll(options: readonly string[], map: PlainMap): boolean {
  for (let index = 0; index < options.length; index++) if (map[options[index] as string] === undefined) return false;
  return true;
}

/** An option that is there and undefined is not there, unless it is none that is known. */
function hasEntries({ known, others }: Asked['entries'], map: PlainMap, question: Question): boolean {
  for (const name in map) {
    const value = map[name];
    const rule = known[name];
    // what every map inherits is no number
    const isKnown = typeof rule === 'number';
    if (isKnown && value === undefined) continue;
    if (!holds(isKnown ? rule : others, value, question)) return false;
  }
  return true;
}
