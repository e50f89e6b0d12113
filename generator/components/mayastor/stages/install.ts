import { type ChartValues, defineStage } from '../../../component.ts';
import type { IoEngine } from '../../../generated/options.ts';

const deployments = ['agent-core', 'api-rest', 'csi-controller', 'localpv-provisioner', 'operator-diskpool'];
const daemonSets = ['agent-ha-node', 'csi-node', 'io-engine'];
const services = ['agent-core', 'api-rest', 'metrics-exporter-io-engine'];

/**
 * Mayastor, the provisioner of local volumes, and the snapshot CRDs that its CSI driver cannot start without.
 * 2.10.0 is the newest chart that could be rendered whole, with its subcharts; older ones take etcd from images that are withdrawn.
 */
export const install = defineStage('mayastor', {
  summary: 'Mayastor, its CSI driver, and the CSI snapshot CRDs',
  chart: {
    repository: 'https://openebs.github.io/mayastor-extensions/',
    name: 'mayastor',
    version: '2.10.0',
    clusterKinds: [
      'apiextensions.k8s.io/CustomResourceDefinition',
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
      'scheduling.k8s.io/PriorityClass',
      'storage.k8s.io/StorageClass',
    ],
    namespaceless: [
      ...deployments.map((name) => ({ apiVersion: 'apps/v1', kind: 'Deployment', name: `mayastor-${name}` })),
      ...daemonSets.map((name) => ({ apiVersion: 'apps/v1', kind: 'DaemonSet', name: `mayastor-${name}` })),
      ...services.map((name) => ({ apiVersion: 'v1', kind: 'Service', name: `mayastor-${name}` })),
      { apiVersion: 'v1', kind: 'ServiceAccount', name: 'mayastor-localpv-provisioner' },
    ],
  },
  provides: [
    { apiVersion: 'v1', kind: 'Service', name: 'mayastor-api-rest', namespace: 'mayastor', ports: [8080, 8081] },
    {
      apiVersion: 'v1',
      kind: 'Service',
      name: 'mayastor-metrics-exporter-io-engine',
      namespace: 'mayastor',
      ports: [9502],
    },
    { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name: 'mayastor-etcd-localpv' },
  ],
  providesKinds: [
    { group: 'openebs.io', versions: ['v1beta3'], kinds: ['DiskPool'] },
    {
      group: 'snapshot.storage.k8s.io',
      versions: ['v1'],
      kinds: ['VolumeSnapshot', 'VolumeSnapshotClass', 'VolumeSnapshotContent'],
    },
  ],
  values: ({ options }) => ({
    etcd: {
      replicaCount: unlessDefault(options.etcdReplicas, 3),
      // a key made anew at every render, for a login that is off
      auth: { token: { enabled: false } },
      // a hook that Argo CD would run before there is an etcd to upgrade
      preUpgradeJob: { enabled: false },
    },
    io_engine: ioEngine(options.ioEngine),
    // the storage classes are a stage of their own
    storageClass: { enabled: false },
    // nothing leaves the cluster, and logs have a home of their own
    obs: { callhome: { enabled: false } },
    eventing: { enabled: false },
    loki: { enabled: false },
    alloy: { enabled: false },
    'localpv-provisioner': { analytics: { enabled: false } },
  }),
});

/** The value where it is not what the chart has anyway. */
function unlessDefault<T>(value: T, chart: T): T | undefined {
  return value === chart ? undefined : value;
}

function ioEngine({ cpus, hugepages, memory }: IoEngine): ChartValues | undefined {
  const amounts = { memory: unlessDefault(memory, '1Gi'), hugepages2Mi: unlessDefault(hugepages, '2Gi') };
  const resources = memory === '1Gi' && hugepages === '2Gi' ? undefined : { limits: amounts, requests: amounts };
  return cpus === 2 && resources === undefined ? undefined : { cpuCount: unlessDefault(String(cpus), '2'), resources };
}
