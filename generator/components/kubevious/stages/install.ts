import { defineStage } from '../../../component.ts';
import { secrets } from '../secrets.ts';

/** Kubevious with its database; it has no host, since nobody has to sign in. */
export const install = defineStage('kubevious', {
  summary: 'Kubevious, its database and its cache',
  after: ['mayastor/storage-classes', 'rook-ceph/storage-classes'],
  secrets: () => secrets,
  chart: {
    repository: 'https://helm.kubevious.io',
    name: 'kubevious',
    version: '1.2.2',
    clusterKinds: [
      'apiextensions.k8s.io/CustomResourceDefinition',
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
    ],
    leftOut: secrets.map(({ name, namespace }) => ({ apiVersion: 'v1', kind: 'Secret', name, namespace })),
  },
  provides: [
    { apiVersion: 'v1', kind: 'Service', name: 'kubevious-ui-clusterip', namespace: 'kubevious', ports: [80] },
    { apiVersion: 'v1', kind: 'Service', name: 'kubevious-mysql', namespace: 'kubevious', ports: [3306] },
  ],
  providesKinds: [{ group: 'kubevious.io', versions: ['v1'], kinds: ['ChangePackage', 'ValidationState'] }],
  values: ({ options: { historyDays, storageClass, storageSize } }) => ({
    // it may read every Secret, and would keep and show what is in them
    kubevious: { api: { skipSecrets: true } },
    worldvious: { opt_out_all: true },
    collector: { historyRetentionDays: historyDays === 15 ? undefined : historyDays, resources: limited('1Gi') },
    backend: { resources: limited('1Gi') },
    guard: { resources: limited('1Gi') },
    parser: { resources: limited('1Gi') },
    ui: { resources: limited('128Mi') },
    redis: { resources: limited('1Gi') },
    mysql: {
      persistence: { storageClass, size: storageSize === '10Gi' ? undefined : storageSize },
      resources: limited('2Gi'),
    },
  }),
});

/** The limit that the chart leaves open; its requests stay. */
function limited(memory: string) {
  return { limits: { memory } };
}
