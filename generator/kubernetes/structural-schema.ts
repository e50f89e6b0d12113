/** The scalar rules of a schema: what a value must be once its type is right. */
export interface ValueRules {
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** A boolean as in OpenAPI 3.0: the bound itself is out. */
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** A schema as a CustomResourceDefinition has it, and as our contracts do once their references are resolved. */
export interface StructuralSchema extends ValueRules {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly properties?: { readonly [name: string]: StructuralSchema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | StructuralSchema;
  /** Only in our contracts: what the keys of a map must look like. */
  readonly propertyNames?: ValueRules;
  readonly items?: StructuralSchema;
  readonly allOf?: readonly StructuralSchema[];
  readonly anyOf?: readonly StructuralSchema[];
  readonly oneOf?: readonly StructuralSchema[];
  readonly not?: StructuralSchema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular';
  /** Rules in CEL, which are kept here and asked elsewhere. */
  readonly 'x-kubernetes-validations'?: readonly CelRule[];
}

/** A rule in CEL and what to say when it is broken. Source: apiextensions.k8s.io/v1 ValidationRule. */
export interface CelRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

/** An object of JSON: its keys in order. */
export interface Fields {
  readonly [key: string]: unknown;
}

/** Whether a value is an object of JSON, neither a list nor null. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema of one field of an object: its own, else the one for all others. */
export function propertySchema(schema: StructuralSchema, key: string): StructuralSchema | undefined {
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

/** The schema of a list's items: where a list keeps what is unknown, so does each of its items. Source: apiextensions-apiserver, pkg/apiserver/schema/pruning. */
export function itemSchema(schema: StructuralSchema): StructuralSchema | undefined {
  const { items } = schema;
  if (items === undefined || schema['x-kubernetes-preserve-unknown-fields'] !== true) return items;
  const known = opened.get(items) ?? { ...items, 'x-kubernetes-preserve-unknown-fields': true };
  opened.set(items, known);
  return known;
}

const opened = new WeakMap<StructuralSchema, StructuralSchema>();
