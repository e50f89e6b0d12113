import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { here, INSTALLATION, NAMESPACE, ports } from '../names.ts';
import { podIdentity, restricted, volumeClaim } from '../pods.ts';
import { release } from '../release.ts';

const label = { 'clickhouse-keeper.altinity.com/chk': INSTALLATION };

/** ClickHouse Keeper: what the replicas agree through. It must answer before the first table can be made. */
export const keeper = defineStage('clickhouse', {
  summary: 'ClickHouse Keeper, through which the replicas agree',
  after: ['mayastor/storage-classes', 'rook-ceph/storage-classes'],
  provides: [
    {
      apiVersion: 'v1',
      kind: 'Service',
      name: `keeper-${INSTALLATION}`,
      namespace: NAMESPACE,
      ports: [ports.keeper, ports.raft],
    },
  ],
  resources: ({ options: { keepers, storage, storageClass } }) => [
    create('clickhouse-keeper.altinity.com/v1', 'ClickHouseKeeperInstallation', {
      metadata: here(INSTALLATION),
      spec: {
        configuration: {
          clusters: [{ name: 'keeper', pdbManaged: 'yes', pdbMaxUnavailable: 1, layout: { replicasCount: keepers } }],
        },
        defaults: {
          storageManagement: { provisioner: 'StatefulSet', reclaimPolicy: 'Retain' },
          templates: { podTemplate: 'keeper', dataVolumeClaimTemplate: 'keeper' },
        },
        templates: {
          podTemplates: [{ name: 'keeper', spec: pod }],
          volumeClaimTemplates: [volumeClaim('keeper', storage.keeperSize, storageClass)],
        },
      },
    }),
    create('networking.k8s.io/v1', 'NetworkPolicy', {
      metadata: here(`keeper-${INSTALLATION}`),
      spec: {
        podSelector: { matchLabels: label },
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [{ podSelector: {} }],
            ports: [ports.keeper, ports.raft].map((port) => ({ protocol: 'TCP' as const, port })),
          },
        ],
      },
    }),
  ],
});

const pod = {
  securityContext: podIdentity,
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: label }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  },
  containers: [
    {
      name: 'clickhouse-keeper',
      image: `clickhouse/clickhouse-keeper:${release.clickhouse}`,
      // where the operator has it keep everything
      env: [{ name: 'CLICKHOUSE_DATA_DIR', value: '/var/lib/clickhouse-keeper' }],
      resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '1Gi' } },
      securityContext: restricted,
    },
  ],
} as const;
