import type { CheckContext, Upkeep } from '../../component.ts';
import { type Machine, machines } from './machines.ts';
import { NAMESPACE } from './names.ts';

/** What the runbook asks of people: whether nodes can run machines, and what of a machine is beyond git. */
export function upkeep({ options }: CheckContext<'kubevirt'>): readonly Upkeep[] {
  const [first] = machines(options);
  return [...(options.emulation ? [] : [virtualization]), ...(first === undefined ? [] : [disks(first)]), removal];
}

const virtualization: Upkeep = {
  title: 'See which nodes can run machines',
  text: 'After the first sync, and for each new node: 0 or nothing means that it has no `/dev/kvm`. Switch virtualization on in its firmware (VT-x or AMD-V); a node that is a machine itself needs nested virtualization.',
  commands: [
    "kubectl get nodes -o custom-columns='NAME:.metadata.name,KVM:.status.allocatable.devices\\.kubevirt\\.io/kvm'",
  ],
};

function disks({ name, namespace }: Machine): Upkeep {
  return {
    title: 'Take away the disks of a machine that is gone',
    text: `A machine that leaves \`vms\` is removed, and its disks stay. Look twice: there is no way back. Here, for ${name}:`,
    commands: [
      `kubectl -n ${namespace} get datavolumes,persistentvolumeclaims`,
      `kubectl -n ${namespace} delete datavolume,persistentvolumeclaim ${name}-DISK`,
    ],
  };
}

const removal: Upkeep = {
  title: 'Take KubeVirt away',
  text: 'It refuses to go while there is a machine anywhere, since its CRDs, and all machines, go with it. Once none is left, switch `kubevirt` off.',
  commands: ['kubectl get virtualmachines,virtualmachineinstances -A', `kubectl -n ${NAMESPACE} get kubevirt`],
};
