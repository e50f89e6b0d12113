import { defineStage, type PlatformOptions } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { kept } from '../../../kubernetes/kept.ts';
import { folderOf, location } from '../location.ts';
import { here, LOCATION, READING_CLASS } from '../names.ts';

type Plan = PlatformOptions<'velero'>['schedules'][string];

/** Where copies go, of what, and when. */
export const schedules = defineStage('velero', {
  summary: 'the place in the object store, and what is copied when',
  resources: ({ options }) => [
    snapshots,
    reading,
    ...Object.entries(options.schedules).map(([name, plan]) => schedule(name, plan)),
  ],
  clusterResources: ({ options, cluster }) => [location(folderOf(options.store, cluster.name))],
});

/** How Velero takes snapshots of Mayastor's volumes; they go once their data is in the store. */
const snapshots = create('snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass', {
  metadata: { name: 'velero-mayastor', labels: { 'velero.io/csi-volumesnapshot-class': 'true' } },
  driver: 'io.openebs.csi-mayastor',
  deletionPolicy: 'Delete',
});

/** Volumes that are made of a snapshot, read once and gone: Mayastor makes them thin, and of one copy. */
const reading = create('storage.k8s.io/v1', 'StorageClass', {
  metadata: { name: READING_CLASS, annotations: kept },
  provisioner: 'io.openebs.csi-mayastor',
  parameters: { protocol: 'nvmf', repl: '1', thin: 'true' },
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
});

function schedule(name: string, { namespaces, schedule: when, keep }: Plan) {
  return create('velero.io/v1', 'Schedule', {
    metadata: here(name),
    spec: {
      schedule: when,
      template: {
        includedNamespaces: [...namespaces],
        // git has everything else
        includedResources: ['persistentvolumeclaims', 'persistentvolumes'],
        snapshotMoveData: true,
        storageLocation: LOCATION,
        ttl: `${Number(keep.slice(0, -1)) * 24}h0m0s`,
      },
    },
  });
}
