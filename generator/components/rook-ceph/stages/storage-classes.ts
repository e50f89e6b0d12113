import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { kept } from '../../../kubernetes/kept.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { bucketClass, csiParameters, snapshotClass, volumeClass } from '../classes.ts';
import { filesystemObjects } from '../filesystem.ts';
import { ceph, drivers, inRook } from '../names.ts';
import { objectStore } from '../object-store.ts';
import { poolOf } from '../pool.ts';

/** The pools and the storage classes that claims name, all kept: volumes live in the ones and refer to the others. */
export const storageClasses = defineStage('rook-ceph', {
  summary: 'the pools, and the storage classes `rook-ceph-block`, `rook-cephfs` and `rook-ceph-bucket`',
  after: ['mayastor/install'],
  provides: ({ options }) =>
    options.objectStore
      ? [{ apiVersion: 'v1', kind: 'Service', ...inRook(`rook-ceph-rgw-${ceph.objectStore}`), ports: [80] }]
      : [],
  resources: ({ options, after }) => {
    const hasSnapshots = after.mayastor !== undefined;
    return [
      create('ceph.rook.io/v1', 'CephBlockPool', {
        metadata: { ...inRook(ceph.blockPool), annotations: kept },
        spec: poolOf(options),
      }),
      volumeClass(options, 'rook-ceph-block', drivers.rbd, {
        pool: ceph.blockPool,
        imageFormat: '2',
        imageFeatures: 'layering',
        ...csiParameters('rbd'),
        'csi.storage.k8s.io/fstype': 'ext4',
      }),
      ...(hasSnapshots ? [snapshotClass('rook-ceph-block', drivers.rbd, 'rbd')] : []),
      ...(options.filesystem ? [...filesystemObjects(options), ...filesystemClasses(options, hasSnapshots)] : []),
      ...(options.objectStore ? [objectStore(options), bucketClass(options)] : []),
    ];
  },
});

function filesystemClasses(
  options: Parameters<typeof volumeClass>[0],
  hasSnapshots: boolean,
): readonly KubernetesObject[] {
  const parameters = {
    fsName: ceph.filesystem,
    pool: `${ceph.filesystem}-${ceph.filesystemPool}`,
    ...csiParameters('cephfs'),
  };
  return [
    volumeClass(options, 'rook-cephfs', drivers.cephfs, parameters),
    ...(hasSnapshots ? [snapshotClass('rook-cephfs', drivers.cephfs, 'cephfs')] : []),
  ];
}
