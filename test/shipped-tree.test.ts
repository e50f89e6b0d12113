import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scopes } from '../generator/generated/kinds.ts';
import { compile } from '../generator/index.ts';
import { type KubernetesObject, objectId } from '../generator/kubernetes/object.ts';
import { placedObjects } from '../generator/placed-objects.ts';
import { routesOf } from '../generator/routes.ts';
import { repository } from './support/cli.ts';

const { model, objects, tree } = compile(readFileSync(join(repository, 'platform.yaml')));
if (model === undefined || objects === undefined) throw new Error('platform.yaml has errors');
const clusters = model.clusters.map(
  ({ facts }) => [facts.name, placedObjects(objects, facts.name).map(({ object }) => object)] as const,
);

/** Every value under a key, at any depth. */
function valuesOf(key: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesOf(key, each));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => (name === key ? [each] : valuesOf(key, each)));
}

const twice = (list: readonly unknown[]) => list.filter((each, index) => list.indexOf(each) < index);

describe.each(clusters)('what %s gets', (_, all) => {
  it('has no name twice', () => {
    expect(twice(all.map(objectId))).toEqual([]);
  });

  it('has a namespace where it needs one, and none where it takes none', () => {
    const scopeOf = ({ apiVersion, kind }: KubernetesObject) =>
      (scopes as { readonly [kind: string]: string })[`${apiVersion}/${kind}`];
    expect(all.filter((each) => (scopeOf(each) === 'Namespaced') !== (each.metadata.namespace !== undefined))).toEqual(
      [],
    );
  });

  it('has no port of a node, of a Service or of a pod twice', () => {
    expect(twice([...valuesOf('hostPort', all), ...valuesOf('nodePort', all)])).toEqual([]);
    const services = all.filter(({ kind }) => kind === 'Service') as readonly {
      readonly spec?: { readonly ports?: readonly { readonly port: number; readonly protocol: string }[] };
    }[];
    for (const { spec } of services)
      expect(twice((spec?.ports ?? []).map(({ port, protocol }) => `${port}/${protocol}`))).toEqual([]);
  });

  it('has an exact tag or a digest for each image', () => {
    const images = valuesOf('image', all).filter((each): each is string => typeof each === 'string');
    const exact = /^[^\s@]+(?::(?!(latest|main|master)(@|$))[\w][\w.-]*(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$/;
    expect(images.filter((each) => !exact.test(each))).toEqual([]);
  });

  it('has no value of a Secret but what everybody may know', () => {
    const secrets = all.filter(({ kind }) => kind === 'Secret') as readonly {
      readonly data?: object;
      readonly stringData?: object;
    }[];
    // how Argo CD finds a cluster, and nothing with which to enter it
    expect(
      secrets
        .flatMap(({ data = {}, stringData = {} }) => Object.keys({ ...data, ...stringData }))
        .filter((key) => !['name', 'server'].includes(key)),
    ).toEqual([]);
  });
});

it('no host is routed twice on the platform', () => {
  const hosts = clusters.flatMap(([, all]) => all.flatMap(routesOf).map(({ host }) => host));
  expect(hosts.length).toBeGreaterThan(5);
  expect(twice(hosts)).toEqual([]);
});

it('every component of the reference platform is in the tree', () => {
  const folders = new Set(
    [...(tree?.keys() ?? [])]
      .map((path) => path.split('/'))
      .flatMap(([top, name = '']) => (top === 'kustomize' ? [name] : [])),
  );
  const reference =
    'argocd gateway-api cert-manager contour mayastor vault vault-config-operator secrets-store-csi kuma merbridge opentelemetry clickhouse grafana pixie metrics-server crossplane vcluster kubevirt cdi kube-system netdata';
  expect([...folders]).toEqual(expect.arrayContaining(reference.split(' ')));
});

interface Kustomization {
  readonly resources?: readonly string[];
  readonly patches?: readonly { readonly path?: string }[];
  readonly helmCharts?: readonly { readonly valuesFile?: string }[];
}

/** Every file of the tree that a folder is built from. */
function builtFrom(folder: string): readonly string[] {
  const own = posix.join(folder, 'kustomization.yaml');
  const { resources = [], patches = [], helmCharts = [] } = parse(tree?.get(own) ?? '') as Kustomization;
  const named = [...resources, ...patches.map(({ path }) => path), ...helmCharts.map(({ valuesFile }) => valuesFile)];
  const files = named.flatMap((each) => {
    if (each === undefined || each.includes('://')) return [];
    const path = posix.join(folder, each);
    return tree?.has(path) === true ? [path] : builtFrom(path);
  });
  return [own, ...files];
}

it('an Application names every folder that it is built from: Argo CD would not see a commit to another', () => {
  const applications = [...objects.clusters.values()].flatMap((each) => each.applications) as unknown as readonly {
    readonly metadata: { readonly annotations?: { readonly [name: string]: string } };
    readonly spec: { readonly source: { readonly path?: string } };
  }[];
  let found = 0;
  for (const { metadata, spec } of applications) {
    const { path = '' } = spec.source;
    const named = metadata.annotations?.['argocd.argoproj.io/manifest-generate-paths'];
    if (!tree?.has(`${path}/kustomization.yaml`)) expect(named).toBeUndefined();
    if (named === undefined) continue;
    const folders = named.split(';').map((each) => posix.join(path, each));
    const outside = builtFrom(path).filter(
      (file) => !folders.includes(dirname(file)) && !folders.some((each) => file.startsWith(`${each}/`)),
    );
    expect(outside).toEqual([]);
    found += 1;
  }
  expect(found).toBeGreaterThan(80);
});
