import { toYaml } from '../../yaml.ts';
import { type Machine, userDataOf } from './machines.ts';

/** What a machine is told at its first start, as cloud-init reads it: a Secret, or the public keys; undefined where there is nothing to tell. */
export function cloudInit(machine: Machine) {
  if (machine.userData !== undefined) return { secretRef: { name: userDataOf(machine) } };
  return machine.sshKeys.length === 0 ? undefined : { userData: userData(machine.sshKeys) };
}

/** User data that gives the image's own user these public keys. */
export function userData(sshKeys: readonly string[]): string {
  return `#cloud-config\n${toYaml({ ssh_authorized_keys: sshKeys })}`;
}
