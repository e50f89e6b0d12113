import { defineStage } from '../../../component.ts';

const served = [
  'CephBlockPool',
  'CephBlockPoolRadosNamespace',
  'CephBucketNotification',
  'CephBucketTopic',
  'CephClient',
  'CephCluster',
  'CephCOSIDriver',
  'CephFilesystem',
  'CephFilesystemMirror',
  'CephFilesystemSubVolumeGroup',
  'CephNFS',
  'CephNVMeOFGateway',
  'CephObjectRealm',
  'CephObjectStore',
  'CephObjectStoreAccount',
  'CephObjectStoreUser',
  'CephObjectZone',
  'CephObjectZoneGroup',
  'CephRBDMirror',
];

/** Rook and the operator of Ceph's CSI drivers, with the CRDs of both. */
export const install = defineStage('rook-ceph', {
  summary: 'Rook, the operator of its CSI drivers, and their CRDs',
  chart: {
    repository: 'https://charts.rook.io/release',
    name: 'rook-ceph',
    version: 'v1.20.6',
    clusterKinds: [
      'apiextensions.k8s.io/CustomResourceDefinition',
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
    ],
    namespaceless: [{ apiVersion: 'v1', kind: 'ServiceAccount', name: 'ceph-csi' }],
  },
  providesKinds: [
    { group: 'ceph.rook.io', versions: ['v1'], kinds: served },
    { group: 'objectbucket.io', versions: ['v1alpha1'], kinds: ['ObjectBucket', 'ObjectBucketClaim'] },
    {
      group: 'csi.ceph.io',
      versions: ['v1'],
      kinds: ['CephConnection', 'ClientProfile', 'ClientProfileMapping', 'Driver', 'OperatorConfig'],
    },
  ],
  values: () => ({}),
});
