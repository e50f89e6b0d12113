import { sample, stringMatching } from 'fast-check';
import { applyDefaults } from '../../kubernetes/apply-defaults.ts';
import { isKnownFormat } from '../../kubernetes/formats.ts';
import { type Violation, validateStructural } from '../../kubernetes/structural.ts';
import { isFields, propertySchema, type StructuralSchema } from '../../kubernetes/structural-schema.ts';
import { brokenRules, regularExpression } from '../../kubernetes/value-rules.ts';

type Path = readonly (string | number)[];

/**
 * Why a value that a contract accepts could be refused or changed by the real schema: fields that it does not have, rules that it adds, fields that it fills. None: proved.
 * Patterns are proved by 200 strings made from the contract's; forms (`oneOf`), list keys and CEL rules are left to samples and to an API server.
 */
export function proofGaps(contract: StructuralSchema, real: StructuralSchema): readonly Violation[] {
  const { apiVersion, kind, metadata, ...properties } = contract.properties ?? {};
  return fieldGaps({ ...contract, properties }, real, []);
}

/** What the real schema refuses in an object that the contract accepts, and whether the API server would store it as it is written. */
export function sampleGaps(real: StructuralSchema, object: unknown): readonly Violation[] {
  const stored = applyDefaults(real, object);
  return [...validateStructural(real, stored), ...filled(object, stored, [])];
}

/** The fields that the API server adds to an object, or takes from it. */
export function filled(written: unknown, stored: unknown, path: Path): readonly Violation[] {
  if (Array.isArray(written) && Array.isArray(stored))
    return written.flatMap((item, index) => filled(item, stored[index], [...path, index]));
  if (!isFields(written) || !isFields(stored) || written === stored) return [];
  return [...new Set([...Object.keys(written), ...Object.keys(stored)])].flatMap((key) => {
    const here = [...path, key];
    if (!Object.hasOwn(written, key))
      return [{ path: here, message: `is left out, and the API server fills in ${JSON.stringify(stored[key])}` }];
    return Object.hasOwn(stored, key)
      ? filled(written[key], stored[key], here)
      : [{ path: here, message: 'is null, which the API server drops' }];
  });
}

function gaps(contract: StructuralSchema, real: StructuralSchema, path: Path): readonly Violation[] {
  const values = contract.const === undefined ? contract.enum : [contract.const];
  if (values !== undefined) return values.flatMap((value) => refusals(value, real, path));
  if (contract.anyOf !== undefined && contract.type === undefined)
    return contract.anyOf.flatMap((each) => gaps(each, real, path));
  if (!isCompatible(contract, real)) return [{ path, message: `is ${contract.type} here and ${real.type} there` }];
  const inner =
    contract.type === 'array'
      ? itemGaps(contract, real, path)
      : contract.type === 'object'
        ? fieldGaps(contract, real, path)
        : [];
  return [...ruleGaps(contract, real).map((message) => ({ path, message })), ...inner];
}

function refusals(value: unknown, real: StructuralSchema, path: Path): readonly Violation[] {
  return validateStructural(real, value).map(({ message }) => ({
    path,
    message: `${JSON.stringify(value)} ${message} there`,
  }));
}

function isCompatible({ type }: StructuralSchema, real: StructuralSchema): boolean {
  if (real['x-kubernetes-int-or-string'] === true) return type === 'integer' || type === 'string';
  if (real.type === undefined) return real['x-kubernetes-preserve-unknown-fields'] === true;
  return type === real.type || (type === 'integer' && real.type === 'number');
}

const least = ['minimum', 'minLength', 'minItems', 'minProperties'] as const;
const most = ['maximum', 'maxLength', 'maxItems', 'maxProperties'] as const;

function ruleGaps(contract: StructuralSchema, real: StructuralSchema): readonly string[] {
  const found: string[] = [];
  for (const rule of least)
    if (real[rule] !== undefined && (contract[rule] ?? -Infinity) < real[rule])
      found.push(`needs ${rule} ${real[rule]}`);
  for (const rule of most)
    if (real[rule] !== undefined && (contract[rule] ?? Infinity) > real[rule])
      found.push(`needs ${rule} ${real[rule]}`);
  if (real.exclusiveMaximum === true && contract.maximum === real.maximum)
    found.push(`needs a maximum below ${real.maximum}`);
  if (real.enum !== undefined) found.push(`needs an enum of ${JSON.stringify(real.enum)}`);
  if (real['x-kubernetes-list-type'] === 'set' && contract.uniqueItems !== true) found.push('needs uniqueItems');
  if (
    typeof real.format === 'string' &&
    contract.type === 'string' &&
    isKnownFormat(real.format) &&
    contract.format !== real.format
  )
    found.push(`needs format ${real.format}`);
  return real.pattern === undefined ? found : [...found, ...patternGaps(contract, real.pattern)];
}

function patternGaps(contract: StructuralSchema, pattern: string): readonly string[] {
  if (contract.pattern === pattern) return [];
  if (contract.pattern === undefined) return [`needs a pattern within ${pattern}`];
  const made = sample(stringMatching(regularExpression(contract.pattern)), { numRuns: 200, seed: 1 });
  const refused = made.find(
    (text) => brokenRules(contract, text).length === 0 && !regularExpression(pattern).test(text),
  );
  return refused === undefined ? [] : [`accepts ${JSON.stringify(refused)}, which ${pattern} refuses`];
}

function itemGaps(contract: StructuralSchema, real: StructuralSchema, path: Path): readonly Violation[] {
  if (contract.items === undefined || real.items === undefined)
    return [{ path, message: 'has no schema of its items' }];
  return gaps(contract.items, real.items, [...path, '*']);
}

function fieldGaps(contract: StructuralSchema, real: StructuralSchema, path: Path): readonly Violation[] {
  const own = Object.entries(contract.properties ?? {});
  const others =
    typeof contract.additionalProperties === 'object' ? [['*', contract.additionalProperties] as const] : [];
  if (others.length === 0 && contract.additionalProperties !== false)
    return [{ path, message: 'is open; say additionalProperties: false' }];
  const known = [...own, ...others].flatMap(([name, schema]) => fieldGap(schema, real, name, [...path, name]));
  return [...known, ...missingFields(contract, real, path)];
}

function fieldGap(schema: StructuralSchema, real: StructuralSchema, name: string, path: Path): readonly Violation[] {
  const there = propertySchema(real, name);
  if (there !== undefined) return gaps(schema, there, path);
  const isOpen = real['x-kubernetes-preserve-unknown-fields'] === true || real.additionalProperties === true;
  return isOpen ? [] : [{ path, message: 'is no field there' }];
}

function missingFields(contract: StructuralSchema, real: StructuralSchema, path: Path): readonly Violation[] {
  const required = new Set([...(contract.required ?? []), 'apiVersion', 'kind', 'metadata']);
  const filledIn = Object.entries(real.properties ?? {}).filter(([, schema]) => schema.default !== undefined);
  const messages = new Map([
    ...(real.required ?? []).map((name) => [name, 'is required there, and not here'] as const),
    ...filledIn.map(
      ([name, schema]) =>
        [name, `is not required here, and filled in with ${JSON.stringify(schema.default)} there`] as const,
    ),
  ]);
  return [...messages]
    .filter(([name]) => !required.has(name))
    .map(([name, message]) => ({ path: [...path, name], message }));
}
