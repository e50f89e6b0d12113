import { type ChartValues, defineStage } from '../../../component.ts';
import { claimToken, claimValues } from '../claim.ts';

/** Told to every part: no statistics of who uses what leave the cluster. */
const env = { DO_NOT_TRACK: '1' };

/** The parent, an agent on every node, and one that watches Kubernetes itself. */
export const install = defineStage('netdata', {
  summary: 'the agents of every node, and the parent that they stream to',
  after: ['mayastor/storage-classes', 'rook-ceph/storage-classes'],
  secrets: ({ options: { claim } }) => (claim === undefined ? [] : [claimToken(claim)]),
  chart: {
    repository: 'https://netdata.github.io/helmchart/',
    name: 'netdata',
    version: '3.7.172',
    clusterKinds: ['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
    keepsVolumes: true,
  },
  provides: [
    { apiVersion: 'v1', kind: 'Service', name: 'netdata', namespace: 'netdata', ports: [19999] },
    ...['netdata-k8s-state-varlib', 'netdata-parent-alarms', 'netdata-parent-database'].map((name) => ({
      ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace: 'netdata' },
    })),
  ],
  values: ({ options: { claim, resources, storageClass, storageSize } }) => ({
    image: { pullPolicy: 'IfNotPresent' },
    // the chart's own is `latest`
    initContainersImage: { tag: '3.22.1', pullPolicy: 'IfNotPresent' },
    // whoever reaches the parent's pages sees everything, without signing in
    ingress: { enabled: false },
    parent: {
      resources: guaranteed(resources.parent),
      env,
      database: { storageclass: storageClass, volumesize: storageSize === '15Gi' ? undefined : storageSize },
      alarms: { storageclass: storageClass },
      ...(claim === undefined ? {} : claimValues(claim)),
    },
    child: { resources: guaranteed(resources.child), env },
    k8sState: {
      resources: guaranteed({ cpu: '50m', memory: '256Mi' }),
      env,
      persistence: { storageclass: storageClass },
    },
  }),
});

function guaranteed({ cpu, memory }: { readonly cpu: string; readonly memory: string }): ChartValues {
  return { requests: { cpu, memory }, limits: { memory } };
}
