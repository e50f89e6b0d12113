import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { validObjects } from '../generator/checks/valid-objects.ts';
import { readContracts } from '../generator/codegen/contracts.ts';
import { registry } from '../generator/generated/registry.ts';
import { compile } from '../generator/index.ts';
import { admission, fieldPath } from '../generator/kubernetes/admission.ts';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';
import { customSchema } from '../generator/kubernetes/published-kind.ts';
import type { StructuralSchema } from '../generator/kubernetes/structural-schema.ts';
import type { Objects } from '../generator/objects.ts';
import { changed } from './samples.ts';
import { repository } from './support/cli.ts';
import { emittedObjects } from './support/emitted-objects.ts';
import { type Fault, faultsBy, faultsOf } from './support/faults.ts';
import { shippedObjects } from './support/shipped-objects.ts';

const minor = '1.34';

/** A few of the faults of a kind, spread over all of them, and one of every sort. */
function spread(faults: readonly Fault[], count: number): readonly Fault[] {
  const step = Math.max(1, Math.floor(faults.length / count));
  const firsts = new Map([...faults].reverse().map((each) => [each.sort, each]));
  return [...new Set([...firsts.values(), ...faults.filter((_, index) => index % step === 0).slice(0, count)])];
}

const emitted = [...emittedObjects.values()];
const published = emitted.filter(([first]) => first !== undefined && schemaOf(first) !== undefined);

function schemaOf({ apiVersion, kind }: KubernetesObject): StructuralSchema | undefined {
  return customSchema(apiVersion, kind)?.schema;
}

const titled = (faults: readonly Fault[]) =>
  faults.map((each, index) => [`${index} ${each.object.kind} ${fieldPath(each.at)}: ${each.sort}`, each] as const);

describe('wrong objects', () => {
  const faults = emitted.flatMap((objects) =>
    spread(
      objects.flatMap((object) => faultsOf(object, minor)),
      10,
    ),
  );
  const byUpstream = published.flatMap((objects) =>
    spread(
      objects.flatMap((object) => faultsBy(schemaOf(object) ?? {}, object)),
      10,
    ),
  );

  test('are of every kind that has a contract, and of every sort', () => {
    const contracts = readContracts(join(repository, 'schema/kubernetes')).contracts;
    const own = contracts
      .filter(({ scope }) => scope !== 'Local')
      .map(({ apiVersion, kind }) => `${apiVersion}/${kind}`);
    expect([...emittedObjects.keys()]).toEqual(expect.arrayContaining(own));
    expect(faults.length).toBeGreaterThan(400);
    expect(byUpstream.length).toBeGreaterThan(100);
    expect(new Set([...faults, ...byUpstream].map(({ sort }) => sort)).size).toBe(12);
  });

  test.each(titled(faults))('%s', (_, { object, at }) => {
    const paths = admission(object, minor).violations.map(({ path }) => fieldPath(path));
    expect(paths).toContain(fieldPath(at));
  });

  test.each(titled(byUpstream))('%s, by its upstream', (_, { object, at }) => {
    const { by, violations } = admission(object, minor, customSchema);
    expect(by).toBe('definition');
    expect(violations.map(({ path }) => fieldPath(path))).toContain(fieldPath(at));
  });
});

describe('right objects', () => {
  const right = [...new Set([...shippedObjects, ...emitted.flat()])];

  test.each(right.map((object) => [`${object.kind} ${object.metadata.name}`, object] as const))('%s', (_, object) => {
    expect(admission(object, minor)).toMatchObject({ violations: [] });
    expect(admission(object, minor, customSchema)).toMatchObject({ violations: [] });
  });
});

test('a part that two objects have in common is refused in both, and known as right in both', () => {
  const objects = (value: unknown) =>
    ['a', 'b'].map((name) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: 'a' },
      spec: { podSelector: { matchLabels: { app: value } } },
    }));
  const verdicts = (value: unknown) => objects(value).map((object) => admission(object, minor).violations.length);
  expect(verdicts('x')).toEqual([0, 0]);
  expect(verdicts(1)).toEqual([1, 1]);
  expect(verdicts('x')).toEqual([0, 0]);
});

describe('the check', () => {
  const platform = readFileSync(join(repository, 'platform.yaml'), 'utf8');
  const { model, objects } = compile(platform);
  if (model === undefined || objects === undefined) throw new Error('platform.yaml has errors');
  const findings = (changedObjects: Objects) => [...validObjects.run({ model, objects: changedObjects, registry })];
  const issuers = objects.stages.find(({ component, name }) => component === 'cert-manager' && name === 'issuers');

  /** The platform's objects with more of them in one stage, on each of its clusters. */
  const bringing = (...more: readonly object[]): Objects => ({
    ...objects,
    stages: objects.stages.map((stage) =>
      stage !== issuers
        ? stage
        : {
            ...stage,
            clusters: new Map(
              [...stage.clusters].map(([name]) => [name, { objects: more as readonly KubernetesObject[] }]),
            ),
          },
    ),
  });

  test('finds nothing on the shipped platform', () => {
    expect(findings(objects)).toEqual([]);
  });

  test('says which object, where in it, on which cluster and in whose block', () => {
    const metadata = { name: 'a', namespace: 'cert-manager', 'argocd.argoproj.io/sync-wave': '1' };
    expect(findings(bringing({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 1 } }))).toMatchObject(
      [...(issuers?.clusters.keys() ?? [])].flatMap((cluster) => [
        {
          code: 'invalid-object',
          severity: 'error',
          message: 'ConfigMap cert-manager/a: `metadata[argocd.argoproj.io/sync-wave]` is no field of this object',
          hint: 'put it under `metadata.annotations` or `metadata.labels`',
          component: 'cert-manager',
          clusters: [cluster],
        },
        {
          message: 'ConfigMap cert-manager/a: `data.a` must be string, not number',
          path: model.origin(cluster, 'cert-manager'),
        },
      ]),
    );
  });

  test('knows what the Kubernetes version of the cluster has', () => {
    const spec = { matchingPrecedence: 1, priorityLevelConfiguration: { name: 'a' } };
    const flow = (version: string) => ({
      apiVersion: `flowcontrol.apiserver.k8s.io/${version}`,
      kind: 'FlowSchema',
      metadata: { name: 'a' },
      spec,
    });
    expect(findings(bringing(flow('v1')))).toEqual([]);
    expect(findings(bringing(flow('v1beta3')))[0]).toMatchObject({
      code: 'unknown-kind',
      message:
        'FlowSchema a is of flowcontrol.apiserver.k8s.io/v1beta3, which Kubernetes 1.34 does not have; only 1.30 to 1.31 has',
      hint: 'use flowcontrol.apiserver.k8s.io/v1',
    });
    expect(findings(bringing({ ...flow('v1'), kind: 'FlowShema' }))[0]).toMatchObject({
      code: 'unknown-kind',
      message: 'FlowShema a is of a kind that no schema knows: flowcontrol.apiserver.k8s.io/v1 FlowShema',
    });
  });

  test.each(['1.29', '1.99'])('says that it does not know Kubernetes %s', (version) => {
    // what Omni installs, Talos must know as well
    const anywhere = platform.replace(/^ {4}omni:\n(?: {6}.*\n)+/gm, '');
    const { tree, diagnostics } = compile(anywhere.replace(/kubernetes: "1.34[.\d]*"/, `kubernetes: "${version}"`));
    const [found] = diagnostics.filter(({ code }) => code === 'kubernetes-version');
    expect(tree).toBeDefined();
    expect(found).toMatchObject({ severity: 'warning', clusters: ['production'], position: { line: 12 } });
    expect(found?.message).toContain(`Kubernetes ${version} is not among the versions that Plinth knows`);
  });

  test('leaves namespaces that are missing or too many to the check of scopes', () => {
    const issuer = {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Issuer',
      metadata: { name: 'a' },
      spec: { selfSigned: {} },
    };
    expect(
      findings(bringing(issuer, { ...issuer, kind: 'ClusterIssuer', metadata: { name: 'a', namespace: 'b' } })),
    ).toEqual([]);
    expect(findings(bringing({ ...issuer, metadata: { name: 'a', namespace: 'B' } }))).toHaveLength(
      issuers?.clusters.size ?? 0,
    );
  });

  test("checks Argo CD's own objects", () => {
    const staging = objects.clusters.get('staging');
    const [first, ...rest] = staging?.applications ?? [];
    const broken = changed(first, { path: ['spec', 'destination', 'project'], value: 'x' }) as KubernetesObject;
    const told = { roots: [], projects: [], ...staging, applications: [broken, ...rest] };
    expect(findings({ ...objects, clusters: new Map([...objects.clusters, ['staging', told]]) })).toMatchObject([
      {
        code: 'invalid-object',
        message: expect.stringMatching(/^Application .*: `spec.destination.project` is no field/),
        path: ['clusters', 'staging'],
      },
    ]);
  });
});
