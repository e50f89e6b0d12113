import { create, type ObjectOf } from '../../kubernetes/create.ts';
import { kept } from '../../kubernetes/kept.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { claimOf, type Disk, type Machine } from './machines.ts';

type Claim = ObjectOf<'v1', 'PersistentVolumeClaim'>['spec'];
type Source = ObjectOf<'cdi.kubevirt.io/v1beta1', 'DataVolume'>['spec']['source'];
type Sized = Extract<Disk, { readonly size: string }>;

/** A volume that waits for a machine which is off is no reason to wait: the machine tells how it is. */
const waits = { 'argocd.argoproj.io/ignore-healthcheck': 'true' } as const;

/** What holds the disks of a machine, and outlives it: an empty one is a claim, which can grow; a filled one a DataVolume, which CDI makes a claim of. */
export function volumesOf(machine: Machine): readonly KubernetesObject[] {
  return machine.disks.flatMap((disk): readonly KubernetesObject[] => {
    const metadata = { name: claimOf(machine, disk), namespace: machine.namespace };
    if (disk.kind === 'volume') return [];
    if (disk.kind === 'empty')
      return [
        create('v1', 'PersistentVolumeClaim', {
          metadata: { ...metadata, annotations: { ...waits, ...kept } },
          spec: claim(disk),
        }),
      ];
    return [
      create('cdi.kubevirt.io/v1beta1', 'DataVolume', {
        metadata: { ...metadata, annotations: kept },
        spec: { source: source(disk), storage: claim(disk) },
      }),
    ];
  });
}

function claim({ accessMode, volumeMode, storageClass, size }: Sized): Claim {
  return {
    accessModes: [accessMode],
    volumeMode,
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
    resources: { requests: { storage: size } },
  };
}

function source(disk: Exclude<Sized, { readonly kind: 'empty' }>): Source {
  if (disk.kind === 'registry') return { registry: { url: `docker://${disk.image}` } };
  return { http: { url: disk.url, ...(disk.checksum === undefined ? {} : { checksum: disk.checksum }) } };
}
