/** What a value must be: questions in the order in which ajv asks them. A value that one of them says no to is not valid. */
export type Rule = readonly Step[];

/** A question: a keyword, and what it asks for. */
export type Step = { [K in keyof Asked]: readonly [keyword: K, asked: Asked[K]] }[keyof Asked];

/** What can be asked, by keyword; other rules are there by their number. A keyword passes over values that it is not about. */
export interface Asked {
  /** The sum of the bits of the types that it may have. */
  readonly type: number;
  /** All of another rule. */
  readonly rule: number;
  readonly enum: readonly unknown[];
  /** Exactly one of other rules, which fill in no defaults. */
  readonly oneOf: readonly number[];
  readonly minimum: number;
  readonly maximum: number;
  readonly multipleOf: number;
  /** In code points. */
  readonly minLength: number;
  readonly maxLength: number;
  readonly pattern: string;
  readonly minItems: number;
  readonly maxItems: number;
  readonly uniqueItems: true;
  readonly items: number;
  /** Asks nothing: fills in what is not there. */
  readonly defaults: { readonly [option: string]: unknown };
  readonly minProperties: number;
  readonly required: readonly string[];
  readonly propertyNames: number;
  readonly entries: { readonly known: { readonly [option: string]: number }; readonly others: number };
  /** The rule that an option chooses. */
  readonly kinds: { readonly option: string; readonly rules: { readonly [kind: string]: number } };
}

/** All rules by their number; those that blocks are held against are named as ajv's functions for the same. */
export interface RuleTable {
  readonly rules: readonly Rule[];
  readonly named: { readonly [name: string]: number };
}
