import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';

const linux = { nodeSelector: { 'kubernetes.io/os': 'linux' } };

/** CDI itself; its operator makes the CRDs of everything that people write. */
export const instance = defineStage('cdi', {
  summary: 'CDI, which fills volumes',
  providesKinds: [
    {
      group: 'cdi.kubevirt.io',
      versions: ['v1beta1'],
      kinds: [
        'CDIConfig',
        'DataImportCron',
        'DataSource',
        'DataVolume',
        'ObjectTransfer',
        'StorageProfile',
        'VolumeCloneSource',
        'VolumeImportSource',
        'VolumeUploadSource',
      ],
      atRunTime: true,
    },
  ],
  provides: [
    { apiVersion: 'v1', kind: 'Service', name: 'cdi-api', namespace: 'cdi', ports: [443] },
    { apiVersion: 'v1', kind: 'Service', name: 'cdi-uploadproxy', namespace: 'cdi', ports: [443] },
  ],
  resources: ({ options: { featureGates, scratch } }) => [
    create('cdi.kubevirt.io/v1beta1', 'CDI', {
      metadata: { name: 'cdi' },
      spec: {
        imagePullPolicy: 'IfNotPresent',
        // with CDI go its CRDs, and with them every volume that it has filled
        uninstallStrategy: 'BlockUninstallIfWorkloadsExist',
        config: {
          ...(featureGates.length === 0 ? {} : { featureGates }),
          ...(scratch.storageClass === undefined ? {} : { scratchSpaceStorageClass: scratch.storageClass }),
        },
        infra: linux,
        workload: linux,
      },
    }),
  ],
});
