/** A schema of a custom resource's `spec` with rules, and what they say to some. */
export interface RuleCase {
  readonly about: string;
  readonly kubernetes?: string;
  readonly spec: Schema;
  /** Rules on the whole object. */
  readonly rules?: readonly Rule[];
  /** A spec, then what is wrong with it: `pointer: message`. */
  readonly asked: readonly (readonly [spec: unknown, ...wrong: string[]])[];
  /** The rules that do not compile. */
  readonly uncompiled?: readonly string[];
}

/** A rule as a CustomResourceDefinition has it. */
export interface Rule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

/** A schema as a CustomResourceDefinition has it. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** Schemas of texts and whole numbers. */
export const text = { type: 'string' };
export const whole = { type: 'integer' };
/** The schema of a list, with rules on it. */
export const list = (items: Schema, ...rules: readonly Rule[]): Schema => ({
  type: 'array',
  items,
  ...asking(...rules),
});
/** The schema of a map, with rules on it. */
export const map = (values: Schema, ...rules: readonly Rule[]): Schema => ({
  type: 'object',
  additionalProperties: values,
  ...asking(...rules),
});

/** The keyword that rules are under; nothing without rules. */
export function asking(...rules: readonly Rule[]): Schema {
  return rules.length === 0 ? {} : { 'x-kubernetes-validations': rules };
}

/** The schema of fields, with rules on them. */
export function object(properties: Schema, ...rules: readonly Rule[]): Schema {
  return { type: 'object', properties, ...asking(...rules) };
}

/** The whole schema of a case's objects, as under `openAPIV3Schema`. */
export function schemaOf({ spec, rules = [] }: RuleCase): Schema {
  return object({ apiVersion: text, kind: text, metadata: { type: 'object' }, spec }, ...rules);
}
