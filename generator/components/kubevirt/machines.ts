import type { ComponentOptions } from '../../generated/options.ts';

type Options = ComponentOptions['kubevirt'];

/** A virtual machine by its name. */
export type Machine = Options['vms'][string] & { readonly name: string };

/** A disk of a machine. */
export type Disk = Machine['disks'][number];

/** The machines of a cluster, sorted by name. */
export function machines({ vms }: Options): readonly Machine[] {
  return Object.entries(vms)
    .map(([name, machine]) => ({ ...machine, name }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The claim behind a disk, in the machine's namespace. */
export function claimOf({ name }: Machine, disk: Disk): string {
  return disk.kind === 'volume' ? disk.claim : `${name}-${disk.name}`;
}

/** Whether CDI fills a disk. */
export function isFilled({ kind }: Disk): boolean {
  return kind === 'url' || kind === 'registry';
}

/** The Secret with the user data of a machine. */
export function userDataOf({ name }: Machine): string {
  return `${name}-user-data`;
}
