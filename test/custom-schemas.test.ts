import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contractSchemas } from '../generator/codegen/contract-schemas.ts';
import { kindKey, readContracts } from '../generator/codegen/contracts.ts';
import { customDocument as made } from '../generator/codegen/custom/custom-document.ts';
import { customIndex } from '../generator/codegen/custom/custom-index.ts';
import { customModules } from '../generator/codegen/custom/custom-modules.ts';
import { essence } from '../generator/codegen/custom/essence.ts';
import { licenceOf } from '../generator/codegen/custom/licence-of.ts';
import { readModule } from '../generator/codegen/custom/read-module.ts';
import { sharedParts } from '../generator/codegen/custom/shared-parts.ts';
import { proofGaps, sampleGaps } from '../generator/codegen/upstream/prove-contract.ts';
import { customDocument } from '../generator/generated/schemas.js';
import { customSchemas } from '../generator/kubernetes/custom-schema.ts';
import { isKnownFormat } from '../generator/kubernetes/formats.ts';
import { groupOf } from '../generator/kubernetes/object.ts';
import type { StructuralSchema } from '../generator/kubernetes/structural-schema.ts';
import { regularExpression } from '../generator/kubernetes/value-rules.ts';
import { samplesOf } from './samples.ts';
import { repository } from './support/cli.ts';
import { shippedObjects } from './support/shipped-objects.ts';

const folder = join(repository, 'schema');
const packed = readFileSync(join(folder, 'custom-kinds.json.br'));
const document = brotliDecompressSync(packed).toString();
const index = JSON.parse(readFileSync(join(folder, 'custom-kinds.index.json'), 'utf8')) as Index;
const { names, kind, served } = customSchemas(document);

interface Index {
  readonly sha256: string;
  readonly modules: readonly { readonly module: string; readonly licence: string; readonly kinds: readonly string[] }[];
}

/** Every value of a keyword in the document. */
function valuesOf(keyword: string): readonly unknown[] {
  const found = new Set<unknown>();
  JSON.parse(document, (key, value: unknown) => {
    if (key === keyword && typeof value !== 'object') found.add(value);
    return value;
  });
  return [...found];
}

describe('schema/custom-kinds.json.br', () => {
  test('is what its index says, and what the compiler carries', () => {
    expect(index.sha256).toBe(createHash('sha256').update(document).digest('hex'));
    expect(customDocument).toBe(document);
    expect(packed.length).toBeLessThan(60_000);
    expect(index.modules.flatMap(({ kinds }) => kinds).sort()).toEqual(names);
    for (const { module, kinds } of index.modules)
      for (const name of kinds) expect(kind(...parts(name))).toMatchObject({ module });
  });

  test('comes from the modules that the recipe names, under licences that allow it', () => {
    expect(index.modules.map(({ module }) => module)).toEqual(
      customModules.map(({ module, version }) => `${module}@${version}`),
    );
    for (const { licence } of index.modules) expect(['Apache-2.0', 'MIT', 'BSD-3-Clause', 'ISC']).toContain(licence);
  });

  test('holds no words, and nothing that refers to nothing', () => {
    expect(document).not.toMatch(/"(description|title|example)":"/);
    const { definitions } = JSON.parse(document) as { readonly definitions: readonly StructuralSchema[] };
    const references = [...JSON.stringify(definitions).matchAll(/"\$ref":(\d+)/g)].map(([, place]) => Number(place));
    expect(references.filter((place) => definitions[place] === undefined)).toEqual([]);
  });

  test('has patterns and formats that are understood, every one', () => {
    const patterns = valuesOf('pattern').filter((each) => typeof each === 'string');
    expect(patterns.length).toBeGreaterThan(50);
    expect(patterns.filter((each) => regularExpression(each).source === '(?:)')).toEqual([]);
    expect(valuesOf('format').filter((each) => typeof each === 'string' && !isKnownFormat(each))).toEqual([]);
  });

  test('keeps rules in CEL with their messages', () => {
    const gateway = kind('gateway.networking.k8s.io/v1', 'Gateway')?.schema;
    expect(gateway?.properties?.['spec']?.properties?.['listeners']?.['x-kubernetes-validations']?.[0]).toMatchObject({
      rule: expect.any(String),
      message: expect.any(String),
    });
  });

  test.runIf(process.env['PLINTH_REBUILD'] === '1')(
    'is what the recipe makes today',
    () => {
      const modules = customModules.map(readModule);
      expect(made(modules)).toBe(document);
      expect(customIndex(modules, index.sha256)).toBe(readFileSync(join(folder, 'custom-kinds.index.json'), 'utf8'));
    },
    1_800_000,
  );
});

function parts(name: string): readonly [apiVersion: string, kind: string] {
  const cut = name.lastIndexOf('/');
  return [name.slice(0, cut), name.slice(cut + 1)];
}

describe('a custom kind', () => {
  test.each([
    ['cert-manager.io/v1', 'ClusterIssuer', 'Cluster', false],
    ['argoproj.io/v1alpha1', 'Application', 'Namespaced', false],
    ['kubevirt.io/v1alpha3', 'VirtualMachine', 'Namespaced', true],
  ])('%s %s has its scope and its age', (apiVersion, name, scope, isDeprecated) => {
    expect(kind(apiVersion, name)).toMatchObject({ scope, isDeprecated });
    expect(kind(apiVersion, name)).toBe(kind(apiVersion, name));
  });

  test.each([
    ['external-secrets.io/v1beta1', 'ExternalSecret'],
    ['cert-manager.io/v1', 'Thing'],
    ['example.org/v1', 'constructor'],
    ['constructor', ''],
  ])('%s %s is none that is served', (apiVersion, name) => {
    expect(kind(apiVersion, name)).toBeUndefined();
  });

  test('is served in versions, the stored one first', () => {
    expect(served('gateway.networking.k8s.io', 'ReferenceGrant')).toEqual([
      'gateway.networking.k8s.io/v1beta1',
      'gateway.networking.k8s.io/v1',
    ]);
    expect(served('external-secrets.io', 'ExternalSecret')).toEqual(['external-secrets.io/v1']);
    expect(served('example.org', 'Thing')).toEqual([]);
  });

  test('is a whole object without a status', () => {
    const schema = kind('cert-manager.io/v1', 'Issuer')?.schema;
    expect(schema).toMatchObject({ type: 'object', required: ['metadata', 'spec'] });
    expect(Object.keys(schema?.properties ?? {}).sort()).toEqual(['metadata', 'spec']);
  });
});

describe('what Plinth emits is accepted by upstream:', () => {
  const contracts = readContracts(join(folder, 'kubernetes')).contracts;
  const schemas = contractSchemas(join(folder, 'kubernetes'));
  const groups = new Set(names.map((name) => groupOf(name)));
  const isBehind = (contract: (typeof contracts)[number]) => kind(...parts(kindKey(contract)))?.isBehind === true;
  const covered = contracts.filter((each) => groups.has(groupOf(each.apiVersion)) && !isBehind(each));

  test('many contracts are of a group that upstream carries', () => {
    expect(covered.length).toBeGreaterThan(8);
  });

  test.each(covered.map((contract) => [kindKey(contract), contract] as const))('%s', (name, contract) => {
    const real = kind(...parts(name));
    expect(real).toMatchObject({ scope: contract.scope, isDeprecated: false });
    expect(proofGaps(schemas[name] ?? {}, real?.schema ?? {})).toEqual([]);
    for (const sample of samplesOf(contract.file).valid) expect(sampleGaps(real?.schema ?? {}, sample)).toEqual([]);
  });

  test('every object of the shipped platform, as it is written', () => {
    const objects = shippedObjects.filter(({ apiVersion, kind: each }) => kind(apiVersion, each) !== undefined);
    expect(objects.length).toBeGreaterThan(50);
    const gaps = objects.flatMap((each) => sampleGaps(kind(each.apiVersion, each.kind)?.schema ?? {}, each));
    expect(gaps).toEqual([]);
  });
});

describe('the recipe', () => {
  const text = (more: StructuralSchema = {}): StructuralSchema => ({ type: 'string', ...more });

  test('keeps what decides and drops what explains', () => {
    const schema = {
      ...{ description: 'a', type: 'object', nullable: false, required: [] },
      properties: {
        description: { ...text({ default: false }), title: 'b' },
        empty: { type: 'object', properties: {} },
      },
      'x-kubernetes-preserve-unknown-fields': true,
    };
    expect(essence(schema)).toEqual({
      type: 'object',
      properties: { description: { type: 'string', default: false }, empty: { type: 'object' } },
      'x-kubernetes-preserve-unknown-fields': true,
    });
  });

  test('decides about no keyword by itself', () => {
    const schema = { properties: { a: { 'x-kubernetes-something': true } } } as StructuralSchema;
    expect(() => essence(schema)).toThrow('a schema says x-kubernetes-something');
  });

  test('takes common parts out so that they come back', () => {
    const leaf = fc.constantFrom('a', 'b'.repeat(60), 'c'.repeat(90)).map((pattern) => text({ pattern }));
    const { schema } = fc.letrec<{ readonly schema: StructuralSchema }>((tie) => ({
      schema: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.dictionary(fc.constantFrom('a', 'b', '$ref'), tie('schema')).map((properties) => ({ properties })),
        tie('schema').map((items) => ({ type: 'array', items })),
        tie('schema').map((additionalProperties) => ({ additionalProperties })),
      ),
    }));
    fc.assert(
      fc.property(fc.array(schema, { maxLength: 4 }), (schemas) => {
        const { definitions, places } = sharedParts(schemas);
        const lines = definitions.map((each) => JSON.stringify(each)).join(',\n');
        const kinds = places.map((place, each) => [`g/v1/K${each}`, ['C', 0, place]] as const);
        const text = `{"modules":["m@v1"],\n"kinds":${JSON.stringify(Object.fromEntries(kinds))},\n"definitions":[\n${lines}\n]}\n`;
        const read = customSchemas(text);
        for (const [each, given] of schemas.entries())
          expect(read.kind('g/v1', `K${each}`)?.schema).toMatchObject(given);
        expect(new Set(definitions.map((each) => JSON.stringify(each))).size).toBe(definitions.length);
      }),
    );
  });

  test('makes the same of the same kinds whatever order their fields are in, and refuses a kind twice', () => {
    const module = (properties: StructuralSchema['properties'] = {}) => ({
      ...{ module: 'example.org/things', version: 'v1.0.0', licence: 'MIT' },
      definitions: [
        {
          kind: 'CustomResourceDefinition' as const,
          spec: {
            ...{ group: 'example.org', scope: 'Cluster' as const, names: { kind: 'Thing' } },
            versions: [{ name: 'v1', served: true, schema: { openAPIV3Schema: { properties } } }],
          },
        },
      ],
    });
    const one = made([module({ a: text(), b: text({ pattern: 'x' }) })]);
    expect(made([module({ b: { pattern: 'x', type: 'string' }, a: text() })])).toBe(one);
    expect(() => made([module(), module()])).toThrow('two modules have example.org/v1/Thing');
  });

  test.each([
    [
      'Apache License\n Version 2.0, January 2004\n http://www.apache.org/licenses/\n TERMS AND CONDITIONS',
      'Apache-2.0',
    ],
    [
      'MIT License\n\nCopyright (c) 2020 A. B.\n\nPermission is hereby granted, free of charge, to any person obtaining',
      'MIT',
    ],
    ['Copyright (c) A\n\nPermission to use, copy, modify, and/or distribute this software for', 'ISC'],
    [
      'Copyright 2020 The A. All rights reserved.\n\nRedistribution and use in source and binary forms, with … Neither the name of',
      'BSD-3-Clause',
    ],
    ['Business Source License 1.1\n\nParameters', undefined],
    ['Mozilla Public License Version 2.0', undefined],
    ['GNU AFFERO GENERAL PUBLIC LICENSE Version 3', undefined],
    ['', undefined],
  ])('knows the licence of %j', (words, licence) => {
    expect(licenceOf(words)).toBe(licence);
  });
});
