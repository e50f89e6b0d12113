import { defineComponent } from '../../component.ts';
import { renderText } from '../../text.ts';
import { check } from './check.ts';
import { machines } from './machines.ts';
import { NAMESPACE } from './names.ts';
import { install } from './stages/install.ts';
import { instance } from './stages/instance.ts';
import { machines as machinesStage } from './stages/machines.ts';
import { upkeep } from './upkeep.ts';

/** KubeVirt: virtual machines as objects of the cluster. Upstream: kubevirt/kubevirt. */
export const kubevirt = defineComponent({
  name: 'kubevirt',
  summary: 'Virtual machines beside pods, as a list',
  needsMachines: true,
  namespace: { name: NAMESPACE, podSecurity: 'privileged', labels: { 'kubevirt.io': '' } },
  clusterNamespaces: ({ options }) =>
    [...new Set(machines(options).map(({ namespace }) => namespace))].map((name) => ({
      name,
      podSecurity: 'baseline',
    })),
  pitfalls: [
    "The manifest brings a Namespace of its own, which Plinth's would fight with; a patch takes it away, and what it said of Pod Security and labels is on Plinth's.",
    'Its only CRD in the manifest is that of KubeVirt itself, larger than a client-side apply can carry; the operator makes the others. Machines come in a later stage, whose dry run waits for the kinds.',
    'Argo CD does not know when KubeVirt is there; a health check says so once its phase is `Deployed`.',
    'Removing KubeVirt removes its CRDs, and all machines with them. `BlockUninstallIfWorkloadsExist` refuses that while there is a machine. The operator is removed one stage later: the finalizer of the instance makes Argo CD wait with it.',
    'The operator writes its instance anew and spells time spans as Go does, `168h0m0s`; so they are spelled here.',
    'With `dataVolumeTemplates` a volume belongs to its machine and goes with it. Here each is an object of its own that Argo CD never removes: taking a machine out of the list keeps its disks, and putting it back finds them.',
    'A DataVolume cannot be changed once it is there, and what fails is the sync, with `Cannot update DataVolume Spec`: another image means another disk, and a filled disk grows by changing its claim by hand. An empty disk is a plain claim and grows in git.',
    '`running` is deprecated and excludes `runStrategy`, which alone is written.',
    '`virtctl stop` writes `Halted` into a machine, which Argo CD sets back at once. `run: Manual` leaves it to people: it is stopped and started without a change of the machine.',
    'Argo CD holds a machine that is off for suspended, and one that waits for its disk for stopped; later waves would wait for ever. A health check of our own knows what `run` asks for.',
    'A change of `cpu` or `memory` reaches a running machine when it is started again.',
    'A node without `/dev/kvm` runs no machine. Talos has the driver; the firmware must have virtualization switched on, which the runbook looks for. `emulation` does without.',
    'KubeVirt runs its own API and controllers on control plane nodes and nowhere else, which its operator says, and its pods put up with their taint.',
    'Pods of machines run without root and fit the Pod Security level `baseline`; the feature gate `Root` would need more and is not offered.',
    'User data larger than 2048 bytes is refused within a machine, and anyone may read it there: what is secret comes from a Secret.',
  ],
  stages: { install, instance, machines: machinesStage },
  health: {
    'kubevirt.io_KubeVirt': renderText('kubevirt/kubevirt-health.lua', {}),
    'kubevirt.io_VirtualMachine': renderText('kubevirt/virtual-machine-health.lua', {}),
  },
  upkeep,
  check,
});
