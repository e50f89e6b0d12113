import type { Nodes } from './generated/options.ts';

/** A worker and those of its disks that one storage system takes; at least one. */
export interface WorkerDisks {
  readonly node: string;
  readonly disks: readonly string[];
}

/** The workers that have disks for a storage system: those that it chose, else all. In the order of platform.yaml. */
export function workerDisks({ workers }: Nodes, chosen?: readonly string[]): readonly WorkerDisks[] {
  return Object.entries(workers)
    .map(([node, { disks }]) => ({ node, disks: disks.filter((disk) => chosen?.includes(disk) ?? true) }))
    .filter(({ disks }) => disks.length > 0);
}
