import { defineComponent } from '../../component.ts';
import { renderText } from '../../text.ts';
import { check } from './check.ts';
import { access } from './stages/access.ts';
import { cluster } from './stages/cluster.ts';
import { drivers } from './stages/drivers.ts';
import { install } from './stages/install.ts';
import { storageClasses } from './stages/storage-classes.ts';

const phase = renderText('rook-ceph/phase-health.lua', {});

/** Rook: Ceph on the workers' disks. Upstream: rook/rook, ceph/ceph-csi-operator. */
export const rookCeph = defineComponent({
  name: 'rook-ceph',
  summary: "Ceph on the workers' own disks: replicated volumes, shared folders, buckets",
  needsMachines: true,
  namespace: { name: 'rook-ceph', podSecurity: 'privileged' },
  pitfalls: [
    'Since Rook 1.20 its chart brings no CSI driver, and without one every volume waits for ever. The drivers are a chart of their own, whose defaults do not fit Rook: here it has the names that Rook expects.',
    "The service account of the drivers' operator and the roles of the drivers come without a namespace, which Kustomize does not make up for; patches do.",
    'Only disks that platform.yaml names are taken, by paths that survive a restart: `useAllDevices` would take whatever is plugged in, and `/dev/sdX` is another disk tomorrow.',
    'A disk with a partition or the remains of another storage system is passed over without a word. Wipe it first (`talosctl wipe disk`); a reinstalled cluster needs `/var/lib/rook` empty on every node as well.',
    'A disk belongs to one storage system. Where Mayastor is enabled too, `disks` of both divide them, and a disk that both would take is an error.',
    'Rook 1.20 can be reached from 1.19.5 or later only, where the drivers are already run by their own operator.',
    'Cluster, pools and storage classes stay when the component goes, and so do the CRDs: with them would go every volume. To remove Ceph for good, follow its teardown by hand.',
    'The parameters and the reclaim policy of a storage class cannot change. Delete the class by hand and Argo CD makes it again; volumes that exist keep what they have.',
    'Argo CD takes each warning of Ceph for Degraded, and a pool with a single copy is one; with `replicas: 1` that warning is muted.',
    'Snapshots need CRDs that Rook does not bring, and the sidecar for them ends at once where they are missing: drivers and snapshot classes have them only beside Mayastor, whose chart does.',
    'On three nodes the loss of one leaves no place for the third copy: storage goes on, degraded, until the node is back. A fourth node mends itself.',
  ],
  stages: { install, drivers, cluster, 'storage-classes': storageClasses, access },
  health: {
    'ceph.rook.io_CephBlockPool': phase,
    'ceph.rook.io_CephFilesystem': phase,
    'ceph.rook.io_CephFilesystemSubVolumeGroup': phase,
  },
  metrics: [{ name: 'rook-ceph-mgr', labels: { app: 'rook-ceph-mgr' }, port: 9283, prefixes: ['ceph_'] }],
  check,
});
