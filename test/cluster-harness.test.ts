import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../generator/index.ts';
import { placedObjects } from '../generator/placed-objects.ts';
import type { Live } from './cluster/api.ts';
import type { Seen } from './cluster/applications.ts';
import { changedApplications, compiled, withValue } from './cluster/platform.ts';
import { judged, skipped, totals } from './cluster/result.ts';
import { answersFor } from './cluster/statuses.ts';
import { outOfOrder, remember, type Timeline } from './cluster/timeline.ts';
import { repository } from './support/cli.ts';

const shipped = readFileSync(join(repository, 'platform.yaml'), 'utf8');

function application(name: string, wave: number, health: string, startedAt = 'once'): Seen {
  const rest = { path: '', isHere: true, sync: 'Synced', phase: 'Succeeded', revision: '', message: '', resources: [] };
  return { ...rest, name, parent: 'one.platform', wave, health, startedAt };
}

describe('what the harness remembers', () => {
  it('says which Application came before one of an earlier wave was healthy', () => {
    const timeline: Timeline = new Map();
    remember(timeline, [application('one.a', 1, 'Progressing')], 0);
    remember(timeline, [application('one.a', 1, 'Progressing'), application('one.b', 2, 'Healthy')], 10);
    remember(timeline, [application('one.a', 1, 'Healthy'), application('one.b', 2, 'Healthy')], 20);
    expect(outOfOrder(timeline, 2)).toEqual(['one.b (wave 2) before one.a (wave 1)']);
  });

  it('says nothing where each wave waited', () => {
    const timeline: Timeline = new Map();
    remember(timeline, [application('one.a', 1, 'Progressing')], 0);
    remember(timeline, [application('one.a', 1, 'Healthy')], 10);
    remember(timeline, [application('one.a', 1, 'Healthy'), application('one.b', 2, 'Progressing')], 11);
    expect(outOfOrder(timeline, 2)).toEqual([]);
  });

  it('counts each sync once', () => {
    const timeline: Timeline = new Map();
    for (const [time, startedAt] of ['first', 'first', 'second'].entries())
      remember(timeline, [application('one.a', 1, 'Healthy', startedAt)], time);
    expect(timeline.get('one.a')?.syncs).toEqual(['first', 'second']);
  });
});

describe('the stand-in for operators', () => {
  /** Kinds of the platform that nobody waits for: what they say is read by a program, which reports nowhere. */
  const silent = [
    'cdi.kubevirt.io/StorageProfile',
    'gcp.m.upbound.io/ClusterProviderConfig',
    'kubernetes.m.crossplane.io/ClusterProviderConfig',
    'kuma.io/ContainerPatch',
    'kuma.io/Mesh',
    'kuma.io/MeshTrafficPermission',
    'pkg.crossplane.io/DeploymentRuntimeConfig',
    'snapshot.storage.k8s.io/VolumeSnapshotClass',
  ];

  it('knows every custom kind of the shipped platform, or that nobody waits for it', () => {
    const { objects } = compile(shipped);
    if (objects === undefined) throw new Error('platform.yaml has errors');
    const placed = [...objects.clusters.keys()].flatMap((cluster) => placedObjects(objects, cluster));
    const own = ['apps', 'batch', 'policy', 'networking.k8s.io', 'rbac.authorization.k8s.io', 'storage.k8s.io'];
    const custom = placed
      .map(({ object }) => object)
      .filter(({ apiVersion }) => apiVersion.includes('/') && !own.includes(apiVersion.split('/')[0] ?? ''));
    const unknown = custom.filter(({ apiVersion, kind }) => answersFor(apiVersion, kind) === undefined);
    const names = new Set(unknown.map(({ apiVersion, kind }) => `${apiVersion.split('/')[0]}/${kind}`));
    expect([...names].sort()).toEqual(silent);
  });

  it('answers for the generation that it saw', () => {
    const metadata = { name: 'a', uid: '', resourceVersion: '', creationTimestamp: '', generation: 7 };
    const object: Live = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata };
    expect(answersFor(object.apiVersion, object.kind)?.degraded(object)).toMatchObject({
      conditions: [{ type: 'Ready', status: 'False', observedGeneration: 7 }],
    });
  });
});

describe('what a change concerns', () => {
  it('is the Applications whose objects differ', () => {
    const [before, after] = [compiled(shipped), compiled(withValue(shipped, 'apps.httpbin.replicas=3'))];
    expect(changedApplications(before.objects, after.objects, 'production')).toEqual({
      byObjects: ['production.apps.httpbin'],
      byChart: [],
      gone: [],
    });
  });

  it('and those of a component that is off', () => {
    const off = compiled(withValue(shipped, 'clusters.production.components.metrics-server={ enabled: false }'));
    const { gone, byObjects } = changedApplications(compiled(shipped).objects, off.objects, 'production');
    expect({ gone, byObjects }).toEqual({ gone: ['production.metrics-server.install'], byObjects: [] });
  });
});

describe('without a cluster', () => {
  it('a skip is no pass', () => {
    expect(totals([skipped('a', 'why'), judged('b', []), judged('c', ['wrong'])])).toBe(
      '1 passed, 1 failed, 1 skipped',
    );
  });

  it('npm run test:cluster says that nothing was done', () => {
    const words = ['generator/codegen/build.mjs', 'run', 'test/cluster/run.ts', '--crds', 'nowhere'];
    const run = spawnSync(process.execPath, words, { cwd: repository, encoding: 'utf8' });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('none is there: --rig <folder> or --kubeconfig <file>');
    expect(run.stdout.trim().split('\n').at(-1)).toBe('0 passed, 0 failed, 2 skipped');
  });
});
