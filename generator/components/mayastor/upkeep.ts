import type { CheckContext, Upkeep } from '../../component.ts';
import { workerDisks } from '../../worker-disks.ts';

/** What a lost cluster leaves on the disks, and the next one would take over. */
export function upkeep({ cluster, options }: CheckContext<'mayastor'>): readonly Upkeep[] {
  const nodes = workerDisks(cluster.nodes, options.disks).map(({ node }) => node);
  if (nodes.length === 0) return [];
  return [
    {
      title: 'Clear the disks of a cluster that is built anew',
      text: 'The pools of the cluster that was lost are still on them. A pool of the same name is taken over with its copies, which no volume of the new cluster refers to: they cannot be read, and their room is gone. One of another name is in the way, and the new pool is never made. `<disk>` is the device behind the path in the table of nodes. There is no way back: a copy that is needed is in the backups, or lost.',
      commands: [
        `talosctl -n ${nodes.join(',')} get disks`,
        ...nodes.map((node) => `talosctl -n ${node} wipe disk <disk>`),
      ],
      beforeSync: true,
    },
  ];
}
