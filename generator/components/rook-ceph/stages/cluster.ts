import { defineStage } from '../../../component.ts';
import type { RookCephOptions } from '../../../generated/options.ts';
import { create } from '../../../kubernetes/create.ts';
import { kept } from '../../../kubernetes/kept.ts';
import { workerDisks } from '../../../worker-disks.ts';
import { daemonResources } from '../daemon-resources.ts';
import { inRook } from '../names.ts';

/** The Ceph cluster on exactly the disks that platform.yaml names; kept, since it holds everybody's volumes. */
export const cluster = defineStage('rook-ceph', {
  summary: 'Ceph on the named disks of the workers',
  provides: ({ options }) => [
    { apiVersion: 'v1', kind: 'Service', ...inRook('rook-ceph-mgr'), ports: [9283] },
    ...(options.dashboard
      ? [
          { apiVersion: 'v1', kind: 'Service', ...inRook('rook-ceph-mgr-dashboard'), ports: [8443] },
          { apiVersion: 'v1', kind: 'Secret', ...inRook('rook-ceph-dashboard-password') },
        ]
      : []),
    ...['rbd-provisioner', 'rbd-node', 'cephfs-provisioner', 'cephfs-node'].map((name) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      ...inRook(`rook-csi-${name}`),
    })),
  ],
  clusterResources: ({ cluster: { nodes }, options }) => [
    create('ceph.rook.io/v1', 'CephCluster', {
      metadata: { ...inRook('rook-ceph'), annotations: kept },
      spec: {
        cephVersion: { image: `quay.io/ceph/ceph:${options.release}` },
        // on Talos one of the few folders that outlive an upgrade
        dataDirHostPath: '/var/lib/rook',
        // the stronger keys of Ceph 20 need Linux 7.0 on every node
        security: { cephx: { csi: { keyType: 'aes' } } },
        mon: { count: options.mons, allowMultiplePerNode: false },
        mgr: { count: options.mons === 1 ? 1 : 2, allowMultiplePerNode: false },
        dashboard: options.dashboard ? { enabled: true, ssl: true } : { enabled: false },
        priorityClassNames: {
          mon: 'system-node-critical',
          osd: 'system-node-critical',
          mgr: 'system-cluster-critical',
        },
        resources: daemonResources(options.resources),
        disruptionManagement: { managePodBudgets: true },
        ...silence(options),
        storage: {
          useAllNodes: false,
          useAllDevices: false,
          nodes: workerDisks(nodes, options.disks).map(({ node, disks }) => ({
            name: node,
            devices: disks.map((name) => ({ name })),
          })),
        },
      },
    }),
  ],
});

/** Argo CD takes each of Ceph's warnings for Degraded; that of a single copy would never end. */
function silence({ replicas }: RookCephOptions) {
  return replicas > 1
    ? {}
    : { healthCheck: { muteHealthWarning: { POOL_NO_REDUNDANCY: { policy: 'mute' } as const } } };
}
