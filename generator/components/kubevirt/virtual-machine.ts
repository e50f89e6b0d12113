import { create, type ObjectOf } from '../../kubernetes/create.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { cloudInit } from './cloud-init.ts';
import { claimOf, isFilled, type Machine } from './machines.ts';
import { CLOUD_INIT } from './names.ts';

type MachineSpec = ObjectOf<'kubevirt.io/v1', 'VirtualMachine'>['spec']['template']['spec'];

/** For how long a guest may take to shut down before it is switched off. */
const SECONDS_TO_STOP = 180;

/** The machine itself; its volumes are objects of their own, so that it can go and they stay. */
export function virtualMachine(machine: Machine): KubernetesObject {
  const { name, namespace, run } = machine;
  return create('kubevirt.io/v1', 'VirtualMachine', {
    metadata: { name, namespace },
    spec: { runStrategy: run, template: { metadata: { labels: labels(machine) }, spec: spec(machine) } },
  });
}

function labels({ name }: Machine) {
  return { 'app.kubernetes.io/name': name };
}

function spec(machine: Machine): MachineSpec {
  const told = cloudInit(machine);
  const seed = told === undefined ? [] : [{ name: CLOUD_INIT, disk: { bus: 'virtio' } } as const];
  return {
    domain: {
      cpu: { cores: machine.cpu },
      memory: { guest: machine.memory },
      devices: {
        disks: [...disks(machine), ...seed],
        interfaces: [{ name: 'default', masquerade: {} }],
      },
    },
    networks: [{ name: 'default', pod: {} }],
    terminationGracePeriodSeconds: SECONDS_TO_STOP,
    volumes: [...volumes(machine), ...(told === undefined ? [] : [{ name: CLOUD_INIT, cloudInitNoCloud: told }])],
  };
}

function disks({ disks }: Machine): MachineSpec['domain']['devices']['disks'] {
  return disks.map(({ name }, index) => ({
    name,
    ...(index === 0 ? { bootOrder: 1 } : {}),
    disk: { bus: 'virtio' },
  }));
}

function volumes(machine: Machine): MachineSpec['volumes'] {
  return machine.disks.map((disk) => {
    const claim = claimOf(machine, disk);
    return isFilled(disk)
      ? { name: disk.name, dataVolume: { name: claim } }
      : { name: disk.name, persistentVolumeClaim: { claimName: claim } };
  });
}

/** The address of a machine in the cluster, where it is to have one. */
export function service(machine: Machine): readonly KubernetesObject[] {
  if (machine.ports.length === 0) return [];
  const { name, namespace, ports } = machine;
  return [
    create('v1', 'Service', {
      metadata: { name, namespace },
      spec: {
        type: 'ClusterIP',
        selector: labels(machine),
        ports: ports.map((port) => ({ name: `tcp-${port}`, port, protocol: 'TCP' as const, targetPort: port })),
      },
    }),
  ];
}
