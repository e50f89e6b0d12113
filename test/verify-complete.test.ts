import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';
import { helm, scratchFolder } from './lock/charts.ts';
import { openInternet } from './lock/internet.ts';
import { makeCertificate, noCertificates } from './lock/registry.ts';
import { standInUpstream } from './lock/stand-in-upstream.ts';
import { startPlinth } from './lock/start-plinth.ts';
import { type Run, repository } from './support/cli.ts';

const missing = 'missing' in helm ? helm.missing : noCertificates;
const shipped = readFileSync(join(repository, 'platform.yaml'), 'utf8');
const scratch = scratchFolder();

type Spoil = Parameters<typeof standInUpstream>[2];

/** Locks a platform whose charts are on loopback, then verifies it without any way out; once more where something happens to the cache in between. */
async function verifyLocked(
  platform: string,
  words: readonly string[],
  spoil?: Spoil,
  between?: (cache: string) => void,
): Promise<Run> {
  const folder = mkdtempSync(join(scratch, 'run-'));
  const pages = standInUpstream(platform, join(folder, 'upstream'), spoil);
  const hosts = new Set([...pages.keys()].map((url) => new URL(url).hostname));
  const internet = await openInternet(makeCertificate(folder, [...hosts]), pages);
  writeFileSync(join(folder, 'platform.yaml'), platform);
  const places = { HOME: folder, PATH: process.env['PATH'], XDG_CACHE_HOME: join(folder, 'cache') };
  const locked = await startPlinth(['lock'], folder, { ...places, ...internet.env }).ended;
  expect(locked).toMatchObject({ code: 0, err: '' });
  const verify = () =>
    startPlinth(['verify', ...words], folder, { ...places, HTTPS_PROXY: 'http://127.0.0.1:1' }).ended;
  const first = await verify();
  if (between === undefined) return gone(first);
  between(join(folder, 'cache/plinth'));
  return gone(await verify());

  function gone(run: Run): Run {
    rmSync(folder, { recursive: true });
    return run;
  }
}

describe.skipIf(missing !== '')(`plinth verify with locked charts ${missing}`, () => {
  it('is complete on the shipped platform; on one cluster, it says the same with one worker and with two', async () => {
    const run = await verifyLocked(shipped, ['--complete', '--workers', '1']);
    expect(run.out).not.toContain(' error ');
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toMatch(
      /^\d+ builds; \d+ objects verified by upstream schema, \d+ by contract, 0 skipped; \d+ rules asked, 0 not; every chart inflated\n/,
    );
    const some = ['--complete', '--cluster', 'staging', '--workers'];
    expect(await verifyLocked(shipped, [...some, '2'])).toEqual(await verifyLocked(shipped, [...some, '1']));
  }, 240_000);

  it('inflates each installation of a chart that is installed more than once', async () => {
    const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one:
    argocd: hub
    kubernetes: "1.34"
    components: { vcluster: { instances: { lab: {}, other: {} } } }
  two:
    argocd: { hub: one }
    kubernetes: "1.34"
    components: { vcluster: { instances: { lab: {}, third: {} } } }
  three: { argocd: { hub: one }, kubernetes: "1.34" }
components:
  vcluster: {}
`;
    const brought: KubernetesObject[] = [];
    const run = await verifyLocked(platform, ['--complete'], (_, objects) => {
      brought.push(...objects);
      return objects;
    });
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toMatch(/ 0 skipped; 0 rules asked, 0 not; every chart inflated\n/);
    expect([...new Set(brought.map(({ metadata }) => metadata.namespace))]).toEqual(['vc-lab', 'vc-other', 'vc-third']);
  }, 60_000);

  const small = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
components:
  gateway-api: {}
  cert-manager: { email: sre@example.org }
  metrics-server: {}
`;
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'extra' }, spec: { ports: [{ port: 80 }] } };
  const placed = { ...service, metadata: { name: 'extra', namespace: 'cert-manager' } };

  it('forgets what it knew once the bytes behind a lock are gone', async () => {
    const run = await verifyLocked(small, ['--complete'], undefined, (cache) =>
      rmSync(join(cache, 'sha256'), { recursive: true }),
    );
    expect(run).toMatchObject({ code: 1, out: expect.stringContaining('3 of 3 charts and manifests not inflated') });
  }, 60_000);

  it.each<[string, object, string]>([
    ['no namespace', service, 'Service extra has no namespace'],
    [
      'a namespace that the project does not allow',
      { ...service, metadata: { name: 'extra', namespace: 'default' } },
      'Service default/extra lies in a namespace that its AppProject does not allow',
    ],
    [
      'a cluster-scoped kind that the project does not allow',
      { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'extra' }, spec: {} },
      'PersistentVolume extra is cluster-scoped, and its AppProject does not allow PersistentVolume',
    ],
    [
      'a field that Kubernetes does not know',
      { ...placed, spec: { ports: [{ port: 80, protcol: 'TCP' }] } },
      'Service cert-manager/extra: `spec.ports[0].protcol` is no field of this object',
    ],
    [
      'an API version that this Kubernetes no longer has',
      { apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget', metadata: placed.metadata },
      'PodDisruptionBudget cert-manager/extra is of a kind that no schema knows: policy/v1beta1 PodDisruptionBudget',
    ],
    [
      'a custom resource that a CRD of another locked chart refuses',
      {
        ...{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: placed.metadata },
        spec: { gatewayClassName: 'x', listeners: 'none' },
      },
      'Gateway cert-manager/extra: `spec.listeners`',
    ],
  ])(
    'finds an object of a chart with %s',
    async (_, object, message) => {
      const { code, out } = await verifyLocked(small, [], (artefact, objects) =>
        artefact.kind === 'chart' && artefact.name === 'cert-manager'
          ? [...objects, object as KubernetesObject]
          : objects,
      );
      expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining(message) as string });
      expect(out).toMatch(/^platform\.yaml:9:3 error upstream-object$/m);
      expect(out).toContain('→ its chart brings it: another `version` or other `values` may help');
    },
    60_000,
  );

  it.each<[string, string, number, string]>([
    ['its own namespace', 'blog', 0, 'every chart inflated'],
    ["another app's", 'shop', 1, 'Service shop/extra lies in a namespace that its AppProject does not allow'],
  ])(
    "holds an app's chart to the app's own project: into %s",
    async (_, namespace, code, message) => {
      const apps = `apps:
  blog: { source: { kind: chart, repository: "https://charts.example.org", name: ghost, version: 1.2.3, values: { replicas: 1 } } }
  shop: { source: { kind: chart, repository: "https://charts.example.org", name: shop, version: 1.2.3, values: { replicas: 1 } } }
`;
      const run = await verifyLocked(`${small}${apps}`, [], (artefact, objects) =>
        artefact.kind === 'chart' && artefact.name === 'ghost'
          ? [...objects, { ...service, metadata: { name: 'extra', namespace } } as KubernetesObject]
          : objects,
      );
      expect(run).toMatchObject({ code, out: expect.stringContaining(message) as string });
      if (code === 1) expect(run.out).toMatch(/^platform\.yaml:12:3 error upstream-object$/m);
    },
    60_000,
  );

  it('warns of an object of a chart that only a contract of ours knows', async () => {
    const spec = { vaultSecretDefinitions: [], somethingNew: true };
    const secret = { apiVersion: 'redhatcop.redhat.io/v1alpha1', kind: 'VaultSecret', metadata: placed.metadata, spec };
    const { code, out } = await verifyLocked(small, [], (artefact, objects) =>
      artefact.kind === 'chart' && artefact.name === 'cert-manager'
        ? [...objects, secret as KubernetesObject]
        : objects,
    );
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining(' 1 skipped; 0 rules asked, 0 not; every chart') as string,
    });
    expect(out).toContain(
      'VaultSecret cert-manager/extra, which its chart brings, is of a kind whose CRD is not at hand',
    );
    expect(out).toMatch(/^platform\.yaml:9:3 warning unverified-object$/m);
  }, 60_000);

  it('finds a chart that renders nothing that Kustomize can read', async () => {
    const { code, out } = await verifyLocked(small, [], (artefact, objects) =>
      artefact.kind === 'chart' && artefact.name === 'cert-manager'
        ? [...objects, { ...placed, metadata: { name: 'no\tname' } } as KubernetesObject, placed, placed]
        : objects,
    );
    expect(code).toBe(1);
    expect(out).toContain('Kustomize refuses it: ');
  }, 60_000);
});
