import { didYouMean } from '../did-you-mean.ts';
import { embeddedFields, embeddedRequired } from './embedded-resource.ts';
import { repeatedItems } from './list-keys.ts';
import { type Fields, isFields, itemSchema, propertySchema, type StructuralSchema } from './structural-schema.ts';
import { checkRules } from './value-rules.ts';

/** What an API server would refuse in an object, and where. */
export interface Violation {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * Everything in a value that its schema refuses, as the API server would after its defaults (`applyDefaults`) are in; unknown fields are refused, CEL rules are not evaluated.
 * Source: apiextensions-apiserver, pkg/apiserver/schema.
 */
export function validateStructural(schema: StructuralSchema, value: unknown): readonly Violation[] {
  const walk = walkFrom([]);
  visit(walk, schema, value, true);
  return walk.found;
}

interface Walk {
  readonly path: (string | number)[];
  readonly found: Violation[];
  /** Says what is wrong at the path, or at a key below it. */
  readonly report: (message: string, key?: string | number) => void;
}

function walkFrom(start: readonly (string | number)[]): Walk {
  const path = [...start];
  const found: Violation[] = [];
  return {
    path,
    found,
    report: (message, key) => found.push({ path: key === undefined ? [...path] : [...path, key], message }),
  };
}

function within(walk: Walk, key: string | number, schema: StructuralSchema, value: unknown, closed: boolean): void {
  walk.path.push(key);
  if (closed && walk.path.length === partDepth && typeof value === 'object') visitPart(walk, schema, value);
  else visit(walk, schema, value, closed);
  walk.path.pop();
}

/** Deep enough for names to be left behind, and not so deep that more is compared than saved: `spec.syncPolicy`, `metadata.labels`. */
const partDepth = 2;

const rightParts = new WeakMap<StructuralSchema, Set<string>>();

/** The objects of a platform have most of their parts in common, and what was right once is right again. */
function visitPart(walk: Walk, schema: StructuralSchema, value: object | null): void {
  const right = rightParts.get(schema) ?? new Set();
  rightParts.set(schema, right);
  const text = JSON.stringify(value);
  if (right.has(text)) return;
  const before = walk.found.length;
  visit(walk, schema, value, true);
  if (walk.found.length === before) right.add(text);
}

/** `closed`: unknown fields are refused; within `oneOf` and its like only the schemas outside know the fields. */
function visit(walk: Walk, schema: StructuralSchema, value: unknown, closed: boolean): void {
  if (value === null && schema.nullable === true) {
    // an enum must name null too
    checkRules(schema, value, walk.report);
    return;
  }
  if (!hasType(schema, value)) {
    walk.report(`must be ${typeName(schema)}, not ${nameOf(value)}`);
    return;
  }
  checkRules(schema, value, walk.report);
  if (Array.isArray(value)) visitItems(walk, schema, value, closed);
  else if (isFields(value)) visitFields(walk, schema, value, closed);
  const { allOf, anyOf, oneOf, not } = schema;
  if (allOf !== undefined || anyOf !== undefined || oneOf !== undefined || not !== undefined)
    visitForms(walk, schema, value);
}

function hasType(schema: StructuralSchema, value: unknown): boolean {
  const { type } = schema;
  if (typeof value === 'string' && type === 'string') return true;
  if (schema['x-kubernetes-int-or-string'] === true) return typeof value === 'string' || Number.isInteger(value);
  if (type === undefined) return true;
  if (type === 'integer') return Number.isInteger(value);
  return type === nameOf(value);
}

function typeName(schema: StructuralSchema): string | undefined {
  return schema['x-kubernetes-int-or-string'] === true ? 'integer or string' : schema.type;
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function visitItems(walk: Walk, schema: StructuralSchema, list: readonly unknown[], closed: boolean): void {
  for (const index of repeatedItems(schema, list)) walk.report('repeats an earlier item', index);
  const items = itemSchema(schema);
  if (items !== undefined) for (const [index, item] of list.entries()) within(walk, index, items, item, closed);
}

function visitFields(walk: Walk, schema: StructuralSchema, fields: Fields, closed: boolean): void {
  const { required, propertyNames } = schema;
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
  if (isEmbedded) checkRequired(walk, embeddedRequired, fields);
  if (required !== undefined) checkRequired(walk, required, fields);
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (value === undefined) continue;
    if (propertyNames !== undefined)
      checkRules(propertyNames, key, (message) => walk.report(`the key ${message}`, key));
    const known = isEmbedded ? embeddedFields.get(key) : undefined;
    const property = propertySchema(schema, key);
    if (known !== undefined) within(walk, key, known, value, closed);
    if (property !== undefined) within(walk, key, property, value, closed && known === undefined);
    else if (known === undefined && isRefused(schema, closed)) walk.report(unknownField(schema, key), key);
  }
}

function checkRequired(walk: Walk, required: readonly string[], fields: Fields): void {
  for (const key of required) if (fields[key] === undefined) walk.report('is required', key);
}

function isRefused(schema: StructuralSchema, closed: boolean): boolean {
  if (schema.additionalProperties !== undefined) return schema.additionalProperties === false;
  return closed && schema.type !== undefined && schema['x-kubernetes-preserve-unknown-fields'] !== true;
}

function unknownField(schema: StructuralSchema, key: string): string {
  const near = didYouMean(key, Object.keys(schema.properties ?? {}));
  return near === undefined ? 'is no field of this object' : `is no field of this object; did you mean \`${near}\`?`;
}

function visitForms(walk: Walk, schema: StructuralSchema, value: unknown): void {
  for (const each of schema.allOf ?? []) visit(walk, each, value, false);
  if (schema.not !== undefined && failures(walk, schema.not, value).length === 0)
    walk.report('must not have this form');
  if (schema.anyOf !== undefined) {
    const outcomes = schema.anyOf.map((each) => failures(walk, each, value));
    for (const each of nearest(outcomes)) walk.found.push(each);
  }
  if (schema.oneOf !== undefined) visitOneOf(walk, schema.oneOf, value);
}

function visitOneOf(walk: Walk, branches: readonly StructuralSchema[], value: unknown): void {
  const outcomes = branches.map((each) => failures(walk, each, value));
  const matches = outcomes.filter((each) => each.length === 0).length;
  if (matches === 0) for (const each of nearest(outcomes)) walk.found.push(each);
  if (matches > 1) walk.report(`must have exactly one of ${branches.length} forms, not ${matches}`);
}

function failures(walk: Walk, schema: StructuralSchema, value: unknown): readonly Violation[] {
  const inner = walkFrom(walk.path);
  visit(inner, schema, value, false);
  return inner.found;
}

/** The problems of the form that the value is nearest to, so that one mistake gives one message. */
function nearest(outcomes: readonly (readonly Violation[])[]): readonly Violation[] {
  return outcomes.reduce((best, each) => (each.length < best.length ? each : best));
}
