import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { kept } from '../../../kubernetes/kept.ts';
import { toYaml } from '../../../yaml.ts';

/** The two storage classes that claims name, kept for the claims of running workloads; after the pools, since a volume cannot be made before. */
export const storageClasses = defineStage('mayastor', {
  summary: 'the storage classes `mayastor` and `local-hostpath`',
  resources: ({ options: { defaultClass, hostPath, replicas } }) => [
    create('storage.k8s.io/v1', 'StorageClass', {
      metadata: { name: 'mayastor', annotations: { ...asDefault(defaultClass === 'mayastor'), ...kept } },
      provisioner: 'io.openebs.csi-mayastor',
      parameters: { protocol: 'nvmf', repl: String(replicas) },
      reclaimPolicy: 'Delete',
      // replicas are reached over the network, so a volume need not wait for its pod's node
      volumeBindingMode: 'Immediate',
      allowVolumeExpansion: true,
    }),
    create('storage.k8s.io/v1', 'StorageClass', {
      metadata: {
        name: 'local-hostpath',
        annotations: { ...asDefault(defaultClass === 'local-hostpath'), ...hostpath(hostPath), ...kept },
      },
      provisioner: 'openebs.io/local',
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
    }),
  ],
});

/** Said either way, so that a cluster which has another default changes a value and removes nothing. */
function asDefault(isDefault: boolean): { readonly [key: string]: string } {
  return { 'storageclass.kubernetes.io/is-default-class': String(isDefault) };
}

/** What the provisioner of local volumes reads: a YAML document within an annotation. */
function hostpath(folder: string): { readonly [key: string]: string } {
  const parts = [
    { name: 'StorageType', value: 'hostpath' },
    { name: 'BasePath', value: folder },
  ];
  return { 'openebs.io/cas-type': 'local', 'cas.openebs.io/config': toYaml(parts) };
}
