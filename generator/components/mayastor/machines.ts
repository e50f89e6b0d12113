import type { CheckContext } from '../../component.ts';
import { bytes } from '../../kubernetes/bytes.ts';
import type { MachineDemand } from '../../machine-demand.ts';
import { schedulableNodes } from '../../schedulable-nodes.ts';
import { workerDisks } from '../../worker-disks.ts';

/** Below it the chart keeps its etcd, and by default local volumes are. */
const FOLDER = '/var/local';
const PAGE = 2 * 2 ** 20;

/** Every node with pods reaches volumes; those with disks for it hold them, too. Upstream: the requirements of openebs/mayastor, and its page on Talos. */
export function machines({ cluster, options }: CheckContext<'mayastor'>): readonly MachineDemand[] {
  const { disks, hostPath, ioEngine } = options;
  return [
    {
      name: 'volumes',
      reason:
        'Pods reach volumes of Mayastor over NVMe by two ways, and the kubelet sees the folders that hold local ones.',
      nodes: schedulableNodes(cluster.nodes),
      modules: ['nvme_tcp'],
      kernelArguments: ['nvme_core.multipath=Y'],
      folders: `${hostPath}/`.startsWith(`${FOLDER}/`) ? [FOLDER] : [FOLDER, hostPath],
    },
    {
      name: 'pools',
      reason: "Mayastor's I/O engine runs where this label is, and takes pages of 2 MiB that are there from the start.",
      nodes: workerDisks(cluster.nodes, disks).map(({ node }) => node),
      labels: { 'openebs.io/engine': 'mayastor' },
      sysctls: { 'vm.nr_hugepages': String(Math.ceil(bytes(ioEngine.hugepages) / PAGE)) },
    },
  ];
}
