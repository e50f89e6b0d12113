import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../generator/index.ts';
import { repository } from './support/cli.ts';

const fixtures = join(repository, 'generator/components/rook-ceph/fixtures');
const treeOf = (fixture: string) => compile(readFileSync(join(fixtures, fixture, 'platform.yaml'), 'utf8')).tree;
const full = treeOf('full');
const file = (path: string, tree = full) => parse(tree?.get(`kustomize/rook-ceph/${path}`) ?? '') as Nested;

interface Nested {
  readonly [key: string]: Nested | undefined;
}

describe('the pitfalls of rook-ceph', () => {
  it('the drivers that its chart no longer brings have the names that the storage classes ask for', () => {
    const { drivers } = file('drivers/chart/values.yaml');
    const provisioner = (name: string) => file(`storage-classes/base/storage-class-${name}.yaml`)?.['provisioner'];
    expect(drivers?.['rbd']?.['name']).toBe(provisioner('rook-ceph-block'));
    expect(drivers?.['cephfs']?.['name']).toBe(provisioner('rook-cephfs'));
  });

  it('`version` and `values` are for its main chart alone', () => {
    expect(full?.get('kustomize/rook-ceph/install/chart/kustomization.yaml')).toContain('version: v1.20.7\n');
    expect(full?.get('kustomize/rook-ceph/drivers/chart/kustomization.yaml')).toContain('version: 1.0.4\n');
    expect(full?.get('kustomize/rook-ceph/drivers/chart/values.yaml')).not.toContain('logLevel');
  });

  it('what its charts leave without a namespace is given one', () => {
    const patched = (path: string, tree = full) => {
      const patches = file(path, tree)['patches'] as unknown as readonly Nested[];
      return patches.flatMap(({ target }) => (target?.['kind'] === undefined ? [] : [target['name']]));
    };
    expect(patched('install/chart/kustomization.yaml')).toEqual(['ceph-csi']);
    expect(patched('drivers/chart/kustomization.yaml')).toHaveLength(8);
    // a patch for what is not there is silent in Kustomize, so there must be none
    const rbd = patched('drivers/chart/kustomization.yaml', treeOf('minimal'));
    expect(rbd).toHaveLength(4);
    expect(JSON.stringify(rbd)).not.toContain('cephfs');
  });

  it('disks are named, and never all that there are', () => {
    const storage = file('cluster/overlays/one/ceph-cluster-rook-ceph.yaml')?.['spec']?.['storage'];
    expect(storage).toMatchObject({ useAllNodes: false, useAllDevices: false });
    expect(JSON.stringify(storage).match(/"\/dev\/[^"]*"/g)).toHaveLength(6);
  });

  it('snapshots come with their CRDs only', () => {
    const policies = (tree: typeof full) => {
      const { drivers } = file('drivers/chart/values.yaml', tree);
      return [drivers?.['rbd']?.['snapshotPolicy'], drivers?.['cephfs']?.['snapshotPolicy']];
    };
    // undefined is the chart's default: none for rbd, volumeSnapshot for cephfs
    expect(policies(full)).toEqual([undefined, 'none']);
    expect(policies(treeOf('beside-mayastor'))).toEqual(['volumeSnapshot', undefined]);
  });

  it('what holds volumes stays when the component goes', () => {
    const kinds = /\/(ceph|storage-class)-[^/]*\.yaml$/;
    const holders = [...(full ?? [])].filter(([path]) => kinds.test(path) && path.includes('/rook-ceph/'));
    expect(holders).toHaveLength(8);
    for (const [path, text] of holders) expect(text, path).toContain('Prune=false,Delete=false');
  });

  it('is let on a privileged namespace, which its daemons need', () => {
    const namespace = [...(full ?? [])].find(([path]) => path.endsWith('/namespace-rook-ceph.yaml'));
    expect(namespace?.[1]).toContain('pod-security.kubernetes.io/enforce: privileged');
  });
});
