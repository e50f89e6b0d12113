import { type ChartValues, defineStage } from '../../../component.ts';
import type { ObjectStore } from '../../../generated/options.ts';
import { create } from '../../../kubernetes/create.ts';
import { edgeToleration } from '../../../kubernetes/edge-toleration.ts';
import { here, NODE_AGENT, READING_CLASS, STORE_SECRET } from '../names.ts';
import { release } from '../release.ts';

/** What asks no more of a node than it needs. */
const confined = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } as const;

/** Velero, with the plugin for the store, and what moves the data on every node. */
export const install = defineStage('velero', {
  summary: 'Velero and what moves the data, with its CRDs',
  needs: ['mayastor/storage-classes'],
  chart: {
    repository: 'https://vmware-tanzu.github.io/helm-charts',
    name: 'velero',
    version: release.chart,
    clusterKinds: ['apiextensions.k8s.io/CustomResourceDefinition', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
  },
  provides: [
    { apiVersion: 'v1', kind: 'Service', name: 'velero', namespace: 'velero', ports: [8085] },
    { apiVersion: 'v1', kind: 'ServiceAccount', name: 'velero-server', namespace: 'velero' },
  ],
  providesKinds: [
    {
      group: 'velero.io',
      versions: ['v1'],
      kinds: [
        'Backup',
        'BackupRepository',
        'BackupStorageLocation',
        'DeleteBackupRequest',
        'DownloadRequest',
        'PodVolumeBackup',
        'PodVolumeRestore',
        'Restore',
        'Schedule',
        'ServerStatusRequest',
        'VolumeSnapshotLocation',
      ],
    },
    { group: 'velero.io', versions: ['v2alpha1'], kinds: ['DataDownload', 'DataUpload'] },
  ],
  resources: () => [
    create('v1', 'ConfigMap', {
      metadata: here(NODE_AGENT),
      data: {
        // of a snapshot Mayastor makes only volumes that take no more room than they fill
        'node-agent.json': JSON.stringify({ backupPVC: { mayastor: { storageClass: READING_CLASS } } }, undefined, 2),
      },
    }),
  ],
  values: ({ options: { store, edges } }) => ({
    initContainers: [plugin(store)],
    podSecurityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    containerSecurityContext: confined,
    resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
    // a hook whose Job Argo CD would run at every sync; the CRDs come with the chart
    upgradeCRDs: false,
    // the place and the schedules are a stage of their own
    backupsEnabled: false,
    snapshotsEnabled: false,
    credentials: { useSecret: false },
    configuration: { features: 'EnableCSI', extraEnvVars: store.kind === 's3' ? accessKey : undefined },
    deployNodeAgent: true,
    nodeAgent: {
      // snapshots are mounted by themselves; the folders of the node would need a privileged namespace
      disableHostPath: true,
      extraArgs: [`--node-agent-configmap=${NODE_AGENT}`],
      resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '1Gi' } },
      tolerations: edges ? [edgeToleration] : undefined,
    },
  }),
});

function plugin({ kind }: ObjectStore): ChartValues {
  return {
    ...release.plugins[kind],
    volumeMounts: [{ name: 'plugins', mountPath: '/target' }],
    securityContext: confined,
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '128Mi' } },
  };
}

const accessKey = [
  { name: 'AWS_ACCESS_KEY_ID', valueFrom: { secretKeyRef: { name: STORE_SECRET, key: 'accessKeyId' } } },
  { name: 'AWS_SECRET_ACCESS_KEY', valueFrom: { secretKeyRef: { name: STORE_SECRET, key: 'secretAccessKey' } } },
];
