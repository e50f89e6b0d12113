import { defineStage } from '../../../component.ts';
import { isFilled, machines as machinesOf, userDataOf } from '../machines.ts';
import { service, virtualMachine } from '../virtual-machine.ts';
import { volumesOf } from '../volumes.ts';

/** The virtual machines, with their disks. */
export const machines = defineStage('kubevirt', {
  summary: 'the virtual machines and their disks',
  after: ['cdi/storage-profiles', 'mayastor/storage-classes', 'rook-ceph/storage-classes'],
  needsWhen: ({ options }) => (machinesOf(options).some(({ disks }) => disks.some(isFilled)) ? ['cdi/instance'] : []),
  syncOptions: ['SkipDryRunOnMissingResource=true'],
  clusterSecrets: ({ options }) =>
    machinesOf(options).flatMap((machine) => {
      const { name, namespace, userData } = machine;
      if (userData === undefined) return [];
      const holds = 'The user data of cloud-init, beginning with `#cloud-config`.';
      return [
        {
          ...userData,
          name: userDataOf(machine),
          namespace,
          keys: ['userdata'],
          purpose: `the machine ${name}`,
          holds,
        },
      ];
    }),
  clusterResources: ({ options }) =>
    machinesOf(options).flatMap((machine) => [...volumesOf(machine), virtualMachine(machine), ...service(machine)]),
});
