import { defineStage, type ProvidedKinds } from '../../../component.ts';
import type { KubevirtOptions } from '../../../generated/options.ts';
import { create } from '../../../kubernetes/create.ts';
import { goDuration } from '../durations.ts';
import { NAMESPACE } from '../names.ts';

/** KubeVirt itself; its operator makes the CRDs of everything that people write. */
export const instance = defineStage('kubevirt', {
  summary: 'KubeVirt, which runs machines on the nodes',
  provides: [{ apiVersion: 'v1', kind: 'Service', name: 'virt-api', namespace: NAMESPACE, ports: [443] }],
  providesKinds: [
    made('kubevirt.io', 'v1', ['VirtualMachine', 'VirtualMachineInstance', 'VirtualMachineInstanceMigration']),
    made('instancetype.kubevirt.io', 'v1beta1', ['VirtualMachineInstancetype', 'VirtualMachinePreference']),
    made('snapshot.kubevirt.io', 'v1beta1', ['VirtualMachineRestore', 'VirtualMachineSnapshot']),
  ],
  resources: ({ options }) => [
    create('kubevirt.io/v1', 'KubeVirt', {
      metadata: { name: 'kubevirt', namespace: NAMESPACE },
      spec: {
        imagePullPolicy: 'IfNotPresent',
        // with KubeVirt go its CRDs, and with them every machine
        uninstallStrategy: 'BlockUninstallIfWorkloadsExist',
        certificateRotateStrategy: {
          selfSigned: { ca: lifetime(options.certificates.authority), server: lifetime(options.certificates.server) },
        },
        configuration: {
          evictionStrategy: options.eviction,
          // the operator writes its instance anew, without empty lists
          developerConfiguration: {
            ...(options.featureGates.length === 0 ? {} : { featureGates: options.featureGates }),
            ...(options.emulation ? { useEmulation: true } : {}),
          },
        },
        infra: { replicas: options.replicas },
        workloadUpdateStrategy: updates(options.updates),
      },
    }),
  ],
});

function made(group: string, version: string, kinds: readonly string[]): ProvidedKinds {
  return { group, versions: [version], kinds, atRunTime: true };
}

function lifetime({ duration, renewBefore }: KubevirtOptions['certificates']['server']) {
  return { duration: goDuration(duration), renewBefore: goDuration(renewBefore) };
}

function updates({ methods, batch, interval }: KubevirtOptions['updates']) {
  return {
    ...(methods.length === 0 ? {} : { workloadUpdateMethods: methods }),
    batchEvictionSize: batch,
    batchEvictionInterval: goDuration(interval),
  };
}
