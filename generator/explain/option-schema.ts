/** A schema as far as it says what an option is. */
export interface OptionSchema {
  readonly $ref?: string;
  readonly $defs?: { readonly [name: string]: OptionSchema };
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: { readonly [name: string]: OptionSchema };
  readonly additionalProperties?: OptionSchema | boolean;
  readonly items?: OptionSchema;
  readonly oneOf?: readonly OptionSchema[];
  readonly examples?: readonly unknown[];
}
