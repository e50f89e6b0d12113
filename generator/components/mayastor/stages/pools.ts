import { createHash } from 'node:crypto';
import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { workerDisks } from '../../../worker-disks.ts';

const NODE_LENGTH = 54;

/** A pool for each disk of each worker; the operator makes the CRD when it starts, hence a stage of its own. */
export const pools = defineStage('mayastor', {
  summary: 'a pool on each disk of a worker',
  syncOptions: ['SkipDryRunOnMissingResource=true'],
  clusterResources: ({ cluster, options }) =>
    workerDisks(cluster.nodes, options.disks).flatMap(({ node, disks }) =>
      disks.map((disk) =>
        create('openebs.io/v1beta3', 'DiskPool', {
          metadata: { name: poolName(node, disk), namespace: 'mayastor' },
          spec: { node, disks: [`aio://${disk}`] },
        }),
      ),
    ),
});

/** The same for a disk wherever it stands in the list, at most 63 characters: the name of a pool cannot change while it holds data. */
function poolName(node: string, disk: string): string {
  const digest = createHash('sha256').update(`${node} ${disk}`).digest('hex');
  return `${node.slice(0, NODE_LENGTH)}-${digest.slice(0, 8)}`;
}
