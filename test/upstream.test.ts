import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copiedDefaults } from '../generator/chart-values/copied-defaults.ts';
import { valuesProblems } from '../generator/chart-values/values-problems.ts';
import { proofGaps } from '../generator/codegen/upstream/prove-contract.ts';
import { checkUpstream, findingsOf } from '../generator/codegen/upstream/report.ts';
import type { Fields, StructuralSchema } from '../generator/kubernetes/structural-schema.ts';

const text: StructuralSchema = { type: 'string' };

// A bundle of CommonJS libraries asks for this.
const createRequire = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

const poolFile = 'kustomize/pools/base/pool-a.yaml';
const pool = `apiVersion: example.org/v2
kind: Pool
metadata:
  name: a
  namespace: pools
spec:
  node: a
  mode: rw
`;
const mapFile = 'kustomize/pools/base/configmap-a.yaml';
const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: pools }\ndata: { a: b }\n';
const contract = `apiVersion: example.org/v2
kind: Pool
scope: Namespaced
title: Pool
description: A test.
required: [spec]
properties:
  spec:
    type: object
    additionalProperties: false
    required: [node, mode]
    properties:
      node: { type: string }
      mode: { type: string, enum: [rw] }
`;
const versionOfCrd = (name: string, more: string) => `    - name: ${name}
      served: true
      storage: false
${more}      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              required: [node, mode]
              properties:
                node: { type: string }
                size: { type: string }
                mode: { type: string, enum: [rw, ro], default: rw }
            status: { type: object, default: {}, properties: {} }
`;
const patchFile = 'clusters/a/omni/patches/labels.yaml';
const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: pools.example.org }
spec:
  group: example.org
  scope: Namespaced
  names: { kind: Pool, plural: pools }
  versions:
${versionOfCrd('v1', '      deprecated: true\n')}${versionOfCrd('v2', '')}`;

const rightFiles: { readonly [file: string]: string } = {
  'upstream/pools/crds/pools.yaml': crd,
  'upstream/pools/Chart.yaml': 'name: pools\nversion: 1.0.0\n',
  'upstream/pools/values.yaml': 'replicas: 1\n',
  'schema/kubernetes/example.org/Pool.yaml': contract,
  'schema/kubernetes/core/ConfigMap.yaml':
    'apiVersion: v1\nkind: ConfigMap\nscope: Namespaced\ntitle: ConfigMap\ndescription: A test.\nrequired: [data]\nproperties: { data: { type: object, additionalProperties: { type: string } } }\n',
  [poolFile]: pool,
  [mapFile]: map,
  'kustomize/pools/base/kustomization.yaml': 'resources: [pool-a.yaml, configmap-a.yaml]\n',
  'kustomize/pools/chart/kustomization.yaml':
    'helmCharts: [{ name: pools, version: 1.0.0, valuesFile: values.yaml }]\n',
  'kustomize/pools/chart/values.yaml': 'replicas: 2\n',
  'kustomize/pools/overlays/a/kustomization.yaml': 'patches: [{ path: patch-pool-a.yaml }]\n',
  'kustomize/pools/overlays/a/patch-pool-a.yaml': 'apiVersion: example.org/v2\nkind: Pool\nmetadata: { name: a }\n',
  'upstream/talos/config.schema.v1.13.9.json': JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $defs: {
      'v1alpha1.Config': { additionalProperties: false, properties: { machine: { type: 'object' } } },
      Hostname: { additionalProperties: false, properties: { kind: { enum: ['HostnameConfig'] }, hostname: {} } },
    },
  }),
  'clusters/a/omni/cluster-template.yaml': 'kind: Cluster\ntalos: { version: v1.13.1 }\n---\nkind: ControlPlane\n',
  'clusters/a/omni/machines/a.yaml': 'kind: HostnameConfig\nhostname: a\n',
  [patchFile]: 'machine: {}\n',
};

/** A project and an `upstream` folder in which everything fits, apart from the files given. */
function write(root: string, folder: string, files: { readonly [file: string]: string }): void {
  for (const [file, content] of Object.entries({ ...rightFiles, ...files })) {
    const path = join(root, folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

function closed(
  properties: { readonly [name: string]: StructuralSchema },
  required: readonly string[] = [],
): StructuralSchema {
  return { type: 'object', additionalProperties: false, properties, required };
}

describe('a contract is not proved when the real schema', () => {
  const gaps = (mine: StructuralSchema, real: StructuralSchema) =>
    proofGaps(closed({ spec: mine }), { type: 'object', properties: { spec: real } }).map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );

  test.each<[string, StructuralSchema, StructuralSchema, string]>([
    ['lacks a field', closed({ a: text }), { type: 'object', properties: {} }, 'spec.a: is no field there'],
    [
      'has another type',
      closed({ a: text }),
      { type: 'object', properties: { a: { type: 'integer' } } },
      'spec.a: is string here and integer there',
    ],
    [
      'requires more',
      closed({ a: text }),
      { type: 'object', properties: { a: text }, required: ['a'] },
      'spec.a: is required there, and not here',
    ],
    [
      'fills in',
      closed({ a: text }),
      { type: 'object', properties: { a: { ...text, default: 'x' } } },
      'spec.a: is not required here, and filled in with "x" there',
    ],
    [
      'has a narrower enum',
      { ...text, enum: ['a', 'b'] },
      { ...text, enum: ['a'] },
      'spec: "b" must be one of "a" there',
    ],
    ['has an enum', text, { ...text, enum: ['a'] }, 'spec: needs an enum of ["a"]'],
    ['has a pattern', text, { ...text, pattern: '^a' }, 'spec: needs a pattern within ^a'],
    ['has a lower maximum', { type: 'integer', maximum: 9 }, { type: 'integer', maximum: 8 }, 'spec: needs maximum 8'],
    [
      'leaves the maximum out',
      { type: 'integer', maximum: 8 },
      { type: 'integer', maximum: 8, exclusiveMaximum: true },
      'spec: needs a maximum below 8',
    ],
    ['asks for characters', text, { ...text, minLength: 1 }, 'spec: needs minLength 1'],
    [
      'asks for unique items',
      { type: 'array', items: text },
      { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
      'spec: needs uniqueItems',
    ],
    [
      'is stricter about items',
      { type: 'array', items: text },
      { type: 'array', items: { type: 'integer' } },
      'spec.*: is string here and integer there',
    ],
    [
      'is stricter about map values',
      { type: 'object', additionalProperties: text },
      { type: 'object', additionalProperties: { type: 'integer' } },
      'spec.*: is string here and integer there',
    ],
    ['has a format', text, { ...text, format: 'byte' }, 'spec: needs format byte'],
    [
      'is anything, as ours is open',
      { type: 'object' },
      { type: 'object' },
      'spec: is open; say additionalProperties: false',
    ],
  ])('%s', (_, mine, real, message) => {
    expect(gaps(mine, real)).toEqual([message]);
  });

  test('refuses a text that our pattern lets through', () => {
    expect(gaps({ ...text, pattern: '^[a-z]+$' }, { ...text, pattern: '^[a-m]+$' })).toEqual([
      expect.stringMatching(/^spec: accepts ".+", which \^\[a-m]\+\$ refuses$/),
    ]);
  });

  test.each<[string, StructuralSchema, StructuralSchema]>([
    ['a narrower pattern', { ...text, pattern: '^[a-f]{3}$' }, { ...text, pattern: '^[a-z]*$' }],
    ['one type of int-or-string', { type: 'integer' }, { 'x-kubernetes-int-or-string': true }],
    [
      'a field under preserve-unknown-fields',
      closed({ a: text }),
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    ],
    [
      'a required field that is filled in there',
      closed({ a: text }, ['a']),
      { type: 'object', properties: { a: { ...text, default: 'x' } }, required: ['a'] },
    ],
  ])('but it is by %s', (_, mine, real) => {
    expect(gaps(mine, real)).toEqual([]);
  });
});

describe('values of a chart', () => {
  const defaults = { replicas: 1, server: { port: 80, labels: {}, image: { tag: 'v1' } }, redis: { enabled: true } };
  const chart = { name: 'web', version: '1.0.0', subcharts: ['redis'], values: defaults };
  const violations = (values: Fields, schema?: Fields) => {
    const found = valuesProblems(schema === undefined ? chart : { ...chart, schema }, values, [
      { path: 'server.image', reason: 'a test' },
    ]);
    return found.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };

  test('may replace defaults, fill empty maps, and say anything to a subchart or where it is listed as free', () => {
    expect(
      violations({
        replicas: 3,
        server: { labels: { a: 'b' }, image: { digest: 'x' } },
        redis: { auth: true },
        global: { x: 1 },
      }),
    ).toEqual([]);
  });

  test('must be known', () => {
    expect(violations({ server: { prot: 8080 }, extra: {} })).toEqual([
      'server.prot: is no value of this chart; did you mean `port`?',
      'extra: is no value of this chart',
    ]);
  });

  test('are named where they equal the default', () => {
    const found = copiedDefaults(defaults, { replicas: 1, server: { port: 81, image: { tag: 'v1' } }, other: 1 });
    expect(found.map((path) => path.join('.'))).toEqual(['replicas', 'server.image']);
  });

  test.each([
    'http://json-schema.org/draft-07/schema#',
    'https://json-schema.org/draft-07/schema#',
    'http://json-schema.org/schema#',
    'https://json-schema.org/draft/2019-09/schema',
    'https://json-schema.org/draft/2020-12/schema',
  ])('are checked by a schema of the dialect %s, defaults among them', ($schema) => {
    const schema = {
      $schema,
      required: ['replicas'],
      properties: { replicas: { $ref: '#/$defs/count' }, extra: { type: 'object' } },
      $defs: { count: { type: 'integer', maximum: 5 } },
    };
    expect(violations({ extra: { a: 1 } }, schema)).toEqual([]);
    expect(violations({ replicas: 6, other: 1 }, schema)).toEqual([
      'replicas: must be <= 5',
      'other: is no value of this chart',
    ]);
  });
});

describe('check:upstream', () => {
  const root = mkdtempSync(join(tmpdir(), 'plinth-upstream-'));
  const script = join(root, 'check-upstream.mjs');
  afterAll(() => rmSync(root, { recursive: true }));
  beforeAll(() => {
    const entry = join(import.meta.dirname, '../generator/codegen/check-upstream.ts');
    buildSync({
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
      banner: { js: createRequire },
      logLevel: 'error',
    });
  });

  test('finds nothing where everything is right', () => {
    write(root, 'right', {});
    const report = checkUpstream(join(root, 'right/upstream'), join(root, 'right'));
    expect(findingsOf(report)).toEqual([]);
    expect(report.contracts).toMatchObject({ proved: ['example.org/Pool'], without: ['core/ConfigMap'] });
    expect(report.objects).toMatchObject({ byCrd: 1, byContract: 1, skipped: [] });
    expect(report.values).toMatchObject({ checked: 1, unknownCharts: [], otherVersions: [] });
    expect(report.patches).toMatchObject({ checked: 2, without: [] });
  });

  test.each<[string, { readonly [file: string]: string }, string]>([
    [
      'an unknown field',
      { [poolFile]: pool.replace('node: a', 'node: a\n  disc: b') },
      `${poolFile}: spec.disc is no field of this object`,
    ],
    [
      'a field left out that is filled in',
      { [poolFile]: pool.replace('\n  mode: rw', '') },
      `${poolFile}: spec.mode is left out, and the API server fills in "rw"`,
    ],
    ['a null', { [poolFile]: `${pool}  size: null\n` }, `${poolFile}: spec.size is null, which the API server drops`],
    [
      'a missing namespace',
      { [poolFile]: pool.replace('\n  namespace: pools', '') },
      `${poolFile}: metadata.namespace is missing, but the kind is namespaced`,
    ],
    [
      'a kind that the group does not have',
      { [poolFile]: pool.replace('kind: Pool', 'kind: Pond') },
      `${poolFile}: apiVersion no CRD of example.org has example.org/v2/Pond`,
    ],
    [
      'an old version',
      { [poolFile]: pool.replace('/v2', '/v1') },
      `${poolFile}: apiVersion example.org/v1 is deprecated`,
    ],
    [
      'a kind nobody knows',
      { 'kustomize/pools/base/x.yaml': 'apiVersion: other.org/v1\nkind: X\n' },
      'kustomize/pools/base/x.yaml: no CRD and no contract for other.org/v1/X',
    ],
    [
      'a built-in kind against its contract',
      { [mapFile]: map.replace('\ndata', '\ndate') },
      `${mapFile}: data is required`,
    ],
    [
      'a machine patch that Talos would refuse',
      { [patchFile]: 'machine: []\n' },
      `${patchFile}: machine must be object`,
    ],
    [
      'a field that Talos does not know',
      { [patchFile]: 'machines: {}\n' },
      `${patchFile}: machines must NOT have additional properties`,
    ],
    ['a document that Talos does not know', { [patchFile]: 'kind: Host\n' }, `${patchFile}: kind Talos has no Host`],
    [
      'values that no chart takes',
      { 'kustomize/pools/chart/values.yaml': 'replica: 2\n' },
      'kustomize/pools/chart/values.yaml: replica is no value of this chart; did you mean `replicas`?',
    ],
    [
      'a values file that is not there',
      {
        'kustomize/pools/chart/kustomization.yaml':
          'helmCharts: [{ name: pools, version: 1.0.0, valuesFile: other.yaml }]\n',
      },
      'kustomize/pools/chart/kustomization.yaml: helmCharts kustomize/pools/chart/other.yaml is missing',
    ],
    [
      'values without a chart',
      { 'kustomize/pools/overlays/a/chart/values.yaml': '{}\n' },
      'kustomize/pools/overlays/a/chart/values.yaml: no kustomization inflates a chart with these values',
    ],
    [
      'a contract that does not fit',
      { 'schema/kubernetes/example.org/Pool.yaml': contract.replace('node:', 'host:') },
      'schema/kubernetes/example.org/Pool.yaml: spec.host is no field there',
    ],
    [
      'a sample that is refused',
      {
        'test/contracts/example.org/Pool.yaml':
          'valid: [{ apiVersion: example.org/v2, kind: Pool, metadata: { name: a, namespace: b }, spec: { mode: rw } }]',
      },
      'test/contracts/example.org/Pool.yaml: valid.0.spec.node is required',
    ],
  ])('finds %s', (name, files, line) => {
    const folder = name.replaceAll(' ', '-');
    write(root, folder, files);
    const lines = findingsOf(checkUpstream(join(root, folder, 'upstream'), join(root, folder))).map(
      ({ file, path, message }) => `${file}: ${path === '' ? '' : `${path} `}${message}`,
    );
    expect(lines).toContain(line);
  });

  test('says by its exit code whether there are findings, and what it needs', () => {
    write(root, 'good', {});
    write(root, 'bad', { [poolFile]: pool.replace('node: a', 'nod: a') });
    const run = (folder: string, ...args: readonly string[]) =>
      spawnSync(process.execPath, [script, ...args], { cwd: join(root, folder), encoding: 'utf8' });
    expect(run('good', 'upstream')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('     1 objects checked by CRD\n'),
    });
    expect(run('bad', 'upstream')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining(`  ${poolFile}: spec.nod is no field`),
    });
    expect(run('good')).toMatchObject({ status: 2, stderr: expect.stringContaining('No folder given. Say where') });
    expect(run('good', 'nowhere')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('nowhere is no folder.'),
    });
    expect(run('good', 'kustomize')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('kustomize holds no CRDs.'),
    });
  });
});
