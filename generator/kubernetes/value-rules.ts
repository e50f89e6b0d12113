import { isDeepStrictEqual } from 'node:util';
import { hasFormat } from './formats.ts';
import { goPattern } from './go-pattern.ts';
import type { ValueRules } from './structural-schema.ts';

/** Says what is wrong with a value by the rules of its schema that need no other schema: once for each broken rule. */
export function checkRules(rules: ValueRules, value: unknown, broken: (message: string) => void): void {
  if (rules.const !== undefined && !isSame(rules.const, value)) broken(`must be ${JSON.stringify(rules.const)}`);
  if (rules.enum !== undefined && !rules.enum.some((each) => isSame(each, value)))
    broken(`must be one of ${list(rules.enum)}`);
  if (rules.format !== undefined && !hasFormat(rules.format, value)) broken(`must be a ${rules.format}`);
  if (typeof value === 'string') checkText(rules, value, broken);
  else if (typeof value === 'number') checkNumber(rules, value, broken);
  else if (Array.isArray(value)) checkList(rules, value, broken);
  else if (typeof value === 'object' && value !== null)
    checkSize('fields', rules.minProperties, rules.maxProperties, () => Object.keys(value).length, broken);
}

/** The messages of `checkRules`. */
export function brokenRules(rules: ValueRules, value: unknown): readonly string[] {
  const messages: string[] = [];
  checkRules(rules, value, (message) => messages.push(message));
  return messages;
}

type Broken = (message: string) => void;

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && isDeepStrictEqual(one, other));
}

function list(values: readonly unknown[]): string {
  return values.map((each) => JSON.stringify(each)).join(', ');
}

function checkText(rules: ValueRules, value: string, broken: Broken): void {
  const { minLength, maxLength, pattern } = rules;
  const units = value.length;
  // a rune has one or two code units: counting again is slow, and mostly needless
  if ((maxLength !== undefined && units > maxLength) || (minLength !== undefined && units < minLength * 2))
    checkSize('characters', minLength, maxLength, () => [...value].length, broken);
  if (pattern !== undefined && !regularExpression(pattern).test(value)) broken(`must match ${pattern}`);
}

function checkNumber(rules: ValueRules, value: number, broken: Broken): void {
  const { minimum, maximum, multipleOf } = rules;
  if (minimum !== undefined && (rules.exclusiveMinimum === true ? value <= minimum : value < minimum))
    broken(`must be at least ${minimum}`);
  if (maximum !== undefined && (rules.exclusiveMaximum === true ? value >= maximum : value > maximum))
    broken(`must be at most ${maximum}`);
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) broken(`must be a multiple of ${multipleOf}`);
}

function checkList(rules: ValueRules, value: readonly unknown[], broken: Broken): void {
  checkSize('items', rules.minItems, rules.maxItems, () => value.length, broken);
  if (rules.uniqueItems !== true) return;
  if (new Set(value.map((each) => JSON.stringify(each))).size < value.length)
    broken('must not hold the same item twice');
}

function checkSize(
  what: string,
  least: number | undefined,
  most: number | undefined,
  count: () => number,
  broken: Broken,
): void {
  if (least === undefined && most === undefined) return;
  const size = count();
  if (least !== undefined && size < least) broken(`must have at least ${least} ${what}`);
  if (most !== undefined && size > most) broken(`must have at most ${most} ${what}`);
}

const compiled = new Map<string, RegExp>();

/** A pattern of a schema, which is in Go's syntax, compiled once. */
export function regularExpression(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const expression = goPattern(pattern);
  compiled.set(pattern, expression);
  return expression;
}
