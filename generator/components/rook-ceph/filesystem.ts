import type { PlatformOptions } from '../../component.ts';
import { create } from '../../kubernetes/create.ts';
import { kept } from '../../kubernetes/kept.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { resources } from './daemon-resources.ts';
import { ceph, inRook } from './names.ts';
import { apart, poolOf } from './pool.ts';

/** The shared file system, and the part of it in which the CSI driver makes volumes. */
export function filesystemObjects(options: PlatformOptions<'rook-ceph'>): readonly KubernetesObject[] {
  const pool = poolOf(options);
  return [
    create('ceph.rook.io/v1', 'CephFilesystem', {
      metadata: { ...inRook(ceph.filesystem), annotations: kept },
      spec: {
        metadataPool: pool,
        dataPools: [{ name: ceph.filesystemPool, ...pool }],
        preserveFilesystemOnDelete: true,
        metadataServer: {
          activeCount: 1,
          activeStandby: true,
          placement: apart('rook-ceph-mds'),
          priorityClassName: 'system-cluster-critical',
          resources: resources('250m', '1Gi', '2Gi'),
        },
      },
    }),
    create('ceph.rook.io/v1', 'CephFilesystemSubVolumeGroup', {
      // the driver looks for this name
      metadata: { ...inRook(`${ceph.filesystem}-csi`), annotations: kept },
      spec: { name: 'csi', filesystemName: ceph.filesystem, pinning: { distributed: 1 } },
    }),
  ];
}
