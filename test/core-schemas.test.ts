import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { coreDocument as made } from '../generator/codegen/core/core-document.ts';
import { enumKey, enumsOf } from '../generator/codegen/core/enums-of.ts';
import type { OpenApiDocument } from '../generator/codegen/core/open-api.ts';
import { pooled } from '../generator/codegen/core/pool.ts';
import { readRelease } from '../generator/codegen/core/read-release.ts';
import { releases } from '../generator/codegen/core/releases.ts';
import type { Linked } from '../generator/codegen/core/to-structural.ts';
import { coreDocument } from '../generator/generated/schemas.js';
import { coreSchemas } from '../generator/kubernetes/core-schema.ts';
import { kindSchema, nearestMinor } from '../generator/kubernetes/kind-schema.ts';
import { objectMeta } from '../generator/kubernetes/object-meta.ts';
import type { StructuralSchema } from '../generator/kubernetes/structural-schema.ts';
import { repository } from './support/cli.ts';

const schema = join(repository, 'schema');
const packed = readFileSync(join(schema, 'kubernetes-core.json.br'));
const document = brotliDecompressSync(packed).toString();
const { minors, kind, served, definition } = coreSchemas(document);

/** The schema at a path of fields of a kind; `*` for the items of a list or the values of a map. */
function at(minor: string, apiVersion: string, name: string, path: string): StructuralSchema | undefined {
  let schema = definition(minor, apiVersion, name);
  for (const key of path.split('.')) {
    const others = schema?.items ?? schema?.additionalProperties;
    schema = key === '*' ? (typeof others === 'object' ? others : undefined) : schema?.properties?.[key];
  }
  return schema;
}

describe('schema/kubernetes-core.json.br', () => {
  test('is what its digest says, and what the compiler carries', () => {
    const digest = createHash('sha256').update(document).digest('hex');
    expect(readFileSync(join(schema, 'kubernetes-core.json.sha256'), 'utf8')).toBe(`${digest}  kubernetes-core.json\n`);
    expect(coreDocument).toBe(document);
    expect(packed.length).toBeLessThan(27_000);
  });

  test('is JSON, with the releases that the recipe names', () => {
    const { releases: read } = JSON.parse(document) as { readonly releases: readonly string[] };
    expect(read).toEqual(releases);
    expect(minors).toEqual(releases.map((release) => release.replace(/\.\d+$/, '')));
    expect(minors.slice(0, 7)).toEqual(['1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36']);
  });

  test('holds no words, and nothing that refers to nothing', () => {
    expect(document).not.toMatch(/"(description|title)":"/);
    const { definitions } = JSON.parse(document) as { readonly definitions: readonly StructuralSchema[] };
    const references = [...JSON.stringify(definitions).matchAll(/"\$ref":(\d+)/g)].map(([, place]) => Number(place));
    expect(references.filter((place) => definitions[place] === undefined)).toEqual([]);
    expect(new Set(definitions.map((each) => JSON.stringify(each))).size).toBe(definitions.length);
  });

  test.each([
    ['apps/v1', 'Deployment', 'Namespaced', minors],
    ['v1', 'Namespace', 'Cluster', minors],
    ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 'Cluster', ['1.30', '1.31']],
    ['resource.k8s.io/v1', 'ResourceClaim', 'Namespaced', minors.slice(4)],
    ['admissionregistration.k8s.io/v1beta1', 'ValidatingAdmissionPolicy', 'Cluster', minors.slice(0, 4)],
    ['networking.k8s.io/v1', 'ServiceCIDR', 'Cluster', minors.slice(3)],
  ])('knows which versions have %s %s', (apiVersion, name, scope, has) => {
    expect(kind(apiVersion, name)).toEqual({ scope, minors: has });
    for (const minor of minors) expect(definition(minor, apiVersion, name) !== undefined).toBe(has.includes(minor));
  });

  test.each([
    ['policy/v1beta1', 'PodSecurityPolicy'],
    ['extensions/v1beta1', 'Ingress'],
    ['v1', 'DeleteOptions'],
    ['v1', 'PodList'],
    ['autoscaling/v1', 'Scale'],
    ['v1', 'constructor'],
  ])('has no %s %s, which nothing in git can be', (apiVersion, name) => {
    expect(kind(apiVersion, name)).toBeUndefined();
  });

  test('knows in which version of a group a kind is served', () => {
    expect(served('1.31', 'flowcontrol.apiserver.k8s.io', 'FlowSchema')).toHaveLength(2);
    expect(served('1.34', 'flowcontrol.apiserver.k8s.io', 'FlowSchema')).toEqual(['flowcontrol.apiserver.k8s.io/v1']);
    expect(served('1.34', '', 'Event')).toEqual(['v1']);
  });

  test.each(minors)('has every type that OpenAPI cannot say, and the rules that it leaves out, in %s', (minor) => {
    const pod = 'spec.template.spec.containers.*';
    expect(at(minor, 'apps/v1', 'Deployment', `${pod}.resources.limits.*`)?.anyOf).toHaveLength(2);
    expect(at(minor, 'apps/v1', 'Deployment', `${pod}.livenessProbe.httpGet.port`)).toEqual({
      'x-kubernetes-int-or-string': true,
    });
    expect(at(minor, 'apps/v1', 'Deployment', `${pod}.imagePullPolicy`)?.enum).toEqual([
      'Always',
      'IfNotPresent',
      'Never',
    ]);
    expect(at(minor, 'apps/v1', 'Deployment', `${pod}.ports`)?.['x-kubernetes-list-map-keys']).toEqual([
      'containerPort',
      'protocol',
    ]);
    expect(at(minor, 'v1', 'Service', 'spec.ports.*.protocol')).toMatchObject({
      default: 'TCP',
      enum: ['SCTP', 'TCP', 'UDP'],
    });
    expect(at(minor, 'v1', 'Service', 'spec.ports.*.port')).toMatchObject({ minimum: 1, maximum: 65535 });
    expect(at(minor, 'apps/v1', 'ControllerRevision', 'data')).toMatchObject({
      'x-kubernetes-preserve-unknown-fields': true,
    });
    for (const field of ['name', 'namespace', 'labels', 'annotations'])
      expect(at(minor, 'apps/v1', 'Deployment', `spec.template.metadata.${field}`)).toEqual(
        objectMeta.properties?.[field],
      );
  });

  test('leads schemas of schemas back to themselves', () => {
    const whole = at(
      '1.34',
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      'spec.versions.*.schema.openAPIV3Schema',
    );
    expect(whole?.properties?.['not']).toBe(whole);
    expect(at('1.34', 'v1', 'Pod', 'metadata')).toBe(at('1.34', 'v1', 'Service', 'metadata'));
  });

  test.runIf(process.env['PLINTH_REBUILD'] === '1')(
    'is what the recipe makes today',
    () => {
      expect(made(releases.map(readRelease))).toBe(document);
    },
    1_800_000,
  );
});

describe('the recipe', () => {
  const group = { group: 'example.org', version: 'v1', kind: 'Thing' };
  const meta = {
    allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }],
    default: {},
  };
  const spec: OpenApiDocument = {
    paths: {
      '/apis/example.org/v1/namespaces/{namespace}/things': { post: { 'x-kubernetes-group-version-kind': group } },
      '/apis/example.org/v1/namespaces/{namespace}/things/{name}/scale': {
        post: { 'x-kubernetes-group-version-kind': { ...group, kind: 'Scale' } },
      },
    },
    components: {
      schemas: {
        'io.k8s.api.example.v1.Thing': {
          type: 'object',
          properties: {
            metadata: meta,
            mode: { type: 'string', default: '' },
            kept: { type: 'string', default: 'yes' },
            other: { $ref: '#/components/schemas/io.k8s.api.example.v1.Empty' },
          },
          required: ['mode'],
          'x-kubernetes-group-version-kind': [group],
        },
        'io.k8s.api.example.v1.Empty': { type: 'object' },
        'io.k8s.api.example.v1.Unused': { type: 'object' },
        'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': { type: 'object', properties: { name: { type: 'string' } } },
      },
    },
  };
  const enums = new Map([[enumKey('io.k8s.api.example.v1.Thing', 'mode'), ['a', 'b']]]);

  test('turns a release into strict definitions of what can be created', () => {
    const core = coreSchemas(made([{ version: '1.99.1', documents: [spec], enums }]));
    expect(core.minors).toEqual(['1.99']);
    expect(core.kind('example.org/v1', 'Thing')).toEqual({ scope: 'Namespaced', minors: ['1.99'] });
    expect(core.kind('example.org/v1', 'Scale')).toBeUndefined();
    expect(core.definition('1.99', 'example.org/v1', 'Thing')).toEqual({
      type: 'object',
      required: ['mode'],
      properties: {
        metadata: { type: 'object', properties: { name: objectMeta.properties?.['name'] } },
        mode: { type: 'string', enum: ['a', 'b'] },
        kept: { type: 'string', default: 'yes' },
        other: { type: 'object', properties: {} },
      },
    });
  });

  test('reads the enums of fields, of lists and of maps', () => {
    const source = [
      'func schema_k8sio_api_core_v1_Port(ref common.ReferenceCallback) common.OpenAPIDefinition {',
      '\t\t\t\t\t"protocol": {',
      '\t\t\t\t\t\t\tEnum:        []interface{}{"TCP", "a \\"b\\""},',
      '\t\t\t\t\t"modes": {',
      '\t\t\t\t\t\t\t\t\t\tEnum:    []interface{}{"ro"},',
      'func schema_pkg_apis_meta_v1_Other(ref common.ReferenceCallback) common.OpenAPIDefinition {',
      '\t\t\t\t\t"protocol": {',
    ].join('\n');
    expect([...enumsOf(source)]).toEqual([
      [enumKey('io.k8s.api.core.v1.Port', 'protocol'), ['TCP', 'a "b"']],
      [enumKey('io.k8s.api.core.v1.Port', 'modes'), ['ro']],
    ]);
    expect(enumKey('io.k8s.apimachinery.pkg.apis.meta.v1.Other', 'x')).toBe('schema_pkg_apis_meta_v1_Other x');
  });

  const reference = (name: string): Linked<string> => ({ $ref: name });

  test('keeps one of all definitions that are the same, circles among them', () => {
    const circle = (name: string): Linked<string> => ({ type: 'object', properties: { next: reference(name) } });
    const { definitions, places } = pooled(
      new Map([
        ['a', circle('b')],
        ['b', circle('a')],
        ['c', circle('c')],
        ['d', circle('e')],
        ['e', { type: 'string' }],
      ]),
    );
    expect(definitions).toHaveLength(3);
    expect([places.get('a'), places.get('b')]).toEqual([places.get('c'), places.get('c')]);
    expect(definitions[places.get('d') ?? -1]).toEqual({
      type: 'object',
      properties: { next: { $ref: places.get('e') } },
    });
  });
});

describe('a Kubernetes version', () => {
  test.each([
    ['1.34', '1.34', true],
    ['1.34.2', '1.34', true],
    ['1.29', '1.30', false],
    ['1.99.1', minors.at(-1), false],
  ])('%s is checked as %s', (version, minor, isExact) => {
    expect(nearestMinor(version)).toEqual({ minor, isExact });
  });

  test('that does not have a kind any more is told so', () => {
    expect(kindSchema('1.34', 'flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema')).toEqual({
      missing: 'version',
      minors: ['1.30', '1.31'],
      instead: ['flowcontrol.apiserver.k8s.io/v1'],
    });
    expect(kindSchema('1.34', 'example.org/v1', 'Thing')).toEqual({ missing: 'kind' });
  });
});
