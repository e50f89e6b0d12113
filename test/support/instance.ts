import fc from 'fast-check';
import type { StructuralSchema } from '../../generator/kubernetes/structural-schema.ts';
import { regularExpression } from '../../generator/kubernetes/value-rules.ts';

/** A value that a schema takes, as far as its types and bounds say: its required fields, and down to a depth its other ones too. */
export function instance(schema: StructuralSchema, depth: number): unknown {
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema['x-kubernetes-int-or-string'] === true) return '1';
  if (schema.type === 'object' || schema.properties !== undefined) return fields(schema, depth);
  if (schema.type === 'array') return list(schema, depth);
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return true;
  return schema.type === 'string' ? text(schema) : {};
}

function fields(schema: StructuralSchema, depth: number): object {
  const { properties = {}, required = [], additionalProperties } = schema;
  const chosen = Object.entries(properties).filter(([name, inner]) => required.includes(name) || isShown(inner, depth));
  const identity =
    schema['x-kubernetes-embedded-resource'] === true ? { apiVersion: 'v1', kind: 'Pod', metadata: {} } : {};
  const own = chosen.map(([name, inner]) => [name, instance(inner, depth - 1)] as const);
  const hasOthers = typeof additionalProperties === 'object' && (depth > 0 || (schema.minProperties ?? 0) > 0);
  return {
    ...identity,
    ...Object.fromEntries(own),
    ...(hasOthers ? { key: instance(additionalProperties, depth - 1) } : {}),
  };
}

/** Of optional fields those that have fields of their own, and one form only. */
function isShown({ type, oneOf, items }: StructuralSchema, depth: number): boolean {
  return depth > 0 && (type === 'object' || type === 'array') && oneOf === undefined && items?.oneOf === undefined;
}

function list({ items, minItems = 0 }: StructuralSchema, depth: number): readonly unknown[] {
  const count = Math.max(minItems, depth > 0 ? 1 : 0);
  return Array.from({ length: count }, () => instance(items ?? {}, depth - 1));
}

const formatted: { readonly [format: string]: string } = {
  byte: 'YQ==',
  'date-time': '2026-01-02T03:04:05Z',
  duration: '1h',
  ipv4: '10.0.0.1',
  ipv6: 'fd00::1',
};

const common = ['a', '1', '1h', '10Gi', 'example.org', 'https://example.org', '/a', 'A_B', '10.0.0.0/8'];

function text({ format, pattern, minLength = 1, maxLength = 100 }: StructuralSchema): string {
  if (format !== undefined && formatted[format] !== undefined) return formatted[format];
  if (pattern === undefined) return 'a'.repeat(Math.min(minLength, maxLength));
  const expression = regularExpression(pattern);
  const made = common.find((each) => expression.test(each) && each.length >= minLength && each.length <= maxLength);
  return made ?? fc.sample(fc.stringMatching(expression), { numRuns: 1, seed: 1 })[0] ?? '';
}
