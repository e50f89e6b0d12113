import type { PlatformOptions } from '../../component.ts';
import { create } from '../../kubernetes/create.ts';
import { kept } from '../../kubernetes/kept.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { ceph, NAMESPACE } from './names.ts';

type Options = Pick<PlatformOptions<'rook-ceph'>, 'defaultClass' | 'reclaimPolicy'>;

/** The parameters by which a driver finds the cluster and its keys, in the Secrets that Rook makes. */
export function csiParameters(driver: 'rbd' | 'cephfs'): { readonly [name: string]: string } {
  const provisioner = ['provisioner', 'controller-expand', 'controller-publish'].map((use) => [use, 'provisioner']);
  const secrets = [...provisioner, ['node-stage', 'node']].flatMap(([use, owner]) => [
    [`csi.storage.k8s.io/${use}-secret-name`, `rook-csi-${driver}-${owner}`],
    [`csi.storage.k8s.io/${use}-secret-namespace`, NAMESPACE],
  ]);
  return { clusterID: NAMESPACE, ...Object.fromEntries(secrets) };
}

/** A storage class for volumes. */
export function volumeClass(
  { defaultClass, reclaimPolicy }: Options,
  name: string,
  provisioner: string,
  parameters: { readonly [name: string]: string },
): KubernetesObject {
  // said either way, so that a cluster which has another default changes a value and removes nothing
  const asDefault = { 'storageclass.kubernetes.io/is-default-class': String(defaultClass === name) };
  return create('storage.k8s.io/v1', 'StorageClass', {
    metadata: { name, annotations: { ...asDefault, ...kept } },
    provisioner,
    parameters,
    reclaimPolicy,
    volumeBindingMode: 'Immediate',
    allowVolumeExpansion: true,
  });
}

/** The class of ObjectBucketClaims; a claim on volumes cannot use it, so it is never the default. */
export function bucketClass({ reclaimPolicy }: Options): KubernetesObject {
  return create('storage.k8s.io/v1', 'StorageClass', {
    metadata: { name: 'rook-ceph-bucket', annotations: kept },
    provisioner: `${NAMESPACE}.ceph.rook.io/bucket`,
    parameters: { objectStoreName: ceph.objectStore, objectStoreNamespace: NAMESPACE },
    reclaimPolicy,
    volumeBindingMode: 'Immediate',
  });
}

/** How snapshots of a class's volumes are made. */
export function snapshotClass(name: string, driver: string, keys: 'rbd' | 'cephfs'): KubernetesObject {
  return create('snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass', {
    metadata: { name },
    driver,
    parameters: {
      clusterID: NAMESPACE,
      'csi.storage.k8s.io/snapshotter-secret-name': `rook-csi-${keys}-provisioner`,
      'csi.storage.k8s.io/snapshotter-secret-namespace': NAMESPACE,
    },
    deletionPolicy: 'Delete',
  });
}
