import type { PlatformOptions } from '../../component.ts';
import { create } from '../../kubernetes/create.ts';
import { kept } from '../../kubernetes/kept.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { resources } from './daemon-resources.ts';
import { ceph, inRook } from './names.ts';
import { apart, poolOf } from './pool.ts';

/** The store of buckets, reached inside of the cluster at `rook-ceph-rgw-objects.rook-ceph.svc`. */
export function objectStore(options: PlatformOptions<'rook-ceph'>): KubernetesObject {
  const pool = poolOf(options);
  return create('ceph.rook.io/v1', 'CephObjectStore', {
    metadata: { ...inRook(ceph.objectStore), annotations: kept },
    spec: {
      metadataPool: pool,
      dataPool: pool,
      preservePoolsOnDelete: true,
      gateway: {
        port: 80,
        instances: options.mons === 1 ? 1 : 2,
        placement: apart('rook-ceph-rgw'),
        priorityClassName: 'system-cluster-critical',
        resources: resources('250m', '512Mi', '1Gi'),
      },
    },
  });
}
