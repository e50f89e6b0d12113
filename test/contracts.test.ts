import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contractSchemas } from '../generator/codegen/contract-schemas.ts';
import { kindKey, readContracts } from '../generator/codegen/contracts.ts';
import { kindTypes } from '../generator/codegen/kinds.ts';
import { validateStructural } from '../generator/kubernetes/structural.ts';
import type { StructuralSchema } from '../generator/kubernetes/structural-schema.ts';
import { changed, sampleFiles, samplesOf } from './samples.ts';

const folder = join(import.meta.dirname, '../schema/kubernetes');
const { contracts, definitions } = readContracts(folder);
const schemas = contractSchemas(folder);
const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
ajv.addKeyword('x-kubernetes-list-type');
ajv.addKeyword({
  keyword: 'x-kubernetes-list-map-keys',
  type: 'array',
  validate: (keys: readonly string[], items: readonly unknown[]) => {
    const maps = items.filter((item) => typeof item === 'object' && item !== null && !Array.isArray(item));
    const found = maps.map((item) => JSON.stringify(keys.map((key) => (item as { [key: string]: unknown })[key])));
    return new Set(found).size === found.length;
  },
});

describe.each(contracts.map((contract) => [contract.file, contract] as const))('%s', (file, contract) => {
  const schema = schemas[kindKey(contract)] ?? {};
  const accepts = ajv.compile(schema);
  const { valid, invalid } = samplesOf(file);

  test('is closed everywhere and says what it is about', () => {
    expect(openPaths(schema, [])).toEqual([]);
    expect(contract.title).toBe(contract.kind);
    expect(contract.description).toMatch(/^[A-Z].+\.$/s);
  });

  test('has samples of both sorts', () => {
    expect(valid.length).toBeGreaterThan(0);
    expect(invalid.length).toBeGreaterThan(0);
  });

  test('accepts the valid ones', () => {
    for (const object of valid) {
      expect(validateStructural(schema, object)).toEqual([]);
      expect(accepts(object), JSON.stringify(accepts.errors)).toBe(true);
    }
  });

  test.each(invalid.map((each) => [each.path.join('.'), each] as const))('refuses a wrong %s', (_, { object, at }) => {
    expect(validateStructural(schema, object).map(({ path }) => path)).toContainEqual(at);
    expect(accepts(object)).toBe(false);
  });

  test('means the same to ajv and to our own validator, whatever is done to an object', () => {
    fc.assert(
      fc.property(mutations(valid), (object) => {
        expect(validateStructural(schema, object).length === 0, JSON.stringify(object)).toBe(accepts(object));
      }),
      { numRuns: 60 },
    );
  });
});

test('no samples are left without a contract', () => {
  expect(sampleFiles()).toEqual(contracts.map(({ file }) => file).sort());
});

test('every shared shape is used', () => {
  const used = new Set(
    [...JSON.stringify([contracts, definitions]).matchAll(/#\/\$defs\/(\w+)/g)].map((match) => match[1]),
  );
  expect(Object.keys(definitions).filter((name) => !used.has(name))).toEqual([]);
});

test('a kind of two groups is called by group and kind', async () => {
  const source = await kindTypes(contractFolder({ 'a.example.org/Policy': 'a.example.org/v1', 'core/Policy': 'v1' }));
  expect(source).toContain("readonly 'a.example.org/v1/Policy': AExampleOrgPolicy;");
  expect(source).toContain("readonly 'v1/Policy': CorePolicy;");
  expect(source).toContain("'v1/Policy': 'Cluster',");
});

test('a contract that stands in the wrong place is refused', () => {
  expect(() => readContracts(contractFolder({ 'core/Policy': 'a.example.org/v1' }))).toThrow(
    'core/Policy.yaml is about a.example.org/v1 Policy',
  );
});

function contractFolder(files: { readonly [place: string]: string }): string {
  const root = mkdtempSync(join(tmpdir(), 'plinth-contracts-'));
  for (const [place, apiVersion] of Object.entries(files)) {
    const [group = '', kind = ''] = place.split('/');
    mkdirSync(join(root, group), { recursive: true });
    writeFileSync(
      join(root, `${place}.yaml`),
      JSON.stringify({ apiVersion, kind, scope: 'Cluster', title: kind, description: 'A test.', properties: {} }),
    );
  }
  return root;
}

/** Where a schema of objects does not say which fields they may have. */
function openPaths(schema: StructuralSchema, path: readonly string[]): readonly string[] {
  const isOpen =
    schema.type === 'object' &&
    typeof schema.additionalProperties !== 'object' &&
    schema.additionalProperties !== false;
  const inner = [
    ...Object.entries(schema.properties ?? {}),
    ...(schema.items === undefined ? [] : [['*', schema.items] as const]),
    ...(schema.anyOf ?? []).map((each) => ['|', each] as const),
  ];
  return [...(isOpen ? [path.join('.')] : []), ...inner.flatMap(([name, each]) => openPaths(each, [...path, name]))];
}

/** A valid object with one or two of its values replaced or taken away. */
function mutations(valid: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.constantFrom(...valid).chain((object) => mutation(object).chain(mutation));
}

function mutation(object: unknown): fc.Arbitrary<unknown> {
  const values = fc.oneof(
    fc.constantFrom('', 'x', 0, 1, -1, 0.5, true, null, [], {}, [{}]),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const change = fc.oneof(fc.record({ value: values }), fc.constant({}));
  return fc
    .tuple(fc.constantFrom(...pathsIn(object, [])), change)
    .map(([path, each]) => changed(object, { path, ...each }));
}

function pathsIn(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [[...path, 'extra'], ...inner.flatMap(([key, each]) => [[...path, key], ...pathsIn(each, [...path, key])])];
}
