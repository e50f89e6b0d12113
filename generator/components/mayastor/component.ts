import { type CheckContext, defineComponent, type Finding } from '../../component.ts';
import { renderText } from '../../text.ts';
import { unknownDisks } from '../../unknown-disks.ts';
import { workerDisks } from '../../worker-disks.ts';
import { machines } from './machines.ts';
import { install } from './stages/install.ts';
import { pools } from './stages/pools.ts';
import { storageClasses } from './stages/storage-classes.ts';
import { upkeep } from './upkeep.ts';

/** Mayastor: replicated volumes over NVMe, and local ones. Upstream: openebs/mayastor-extensions. */
export const mayastor = defineComponent({
  name: 'mayastor',
  summary: "Replicated volumes from the workers' own disks, and local ones without copies",
  needsMachines: true,
  machines,
  namespace: { name: 'mayastor', podSecurity: 'privileged' },
  pitfalls: [
    'The chart leaves twelve of its objects without a namespace, which Kustomize does not make up for; a patch does.',
    'The CRD of DiskPool is made by the operator when it starts, so the pools are a stage of their own that skips the dry run.',
    'A node takes part only with the label `openebs.io/engine=mayastor`, 2 MiB huge pages (`vm.nr_hugepages`), the module `nvme_tcp` and, on Talos, `/var/local` mounted into the kubelet. Plinth writes all of it into the machine config of a cluster with `omni`; of another it is yours.',
    'A pool owns its disk and destroys what is on it. Its name follows from the node and the disk, so that the order of disks does not matter and a new disk is a new pool; a pool that still holds copies is not removed.',
    'The parameters of a storage class cannot change. After another number of `replicas`, delete the class by hand; Argo CD makes it again, and volumes that exist keep what they have.',
    'The etcd members must fit on different nodes, and their number is for good: scaling down needs a hook that Argo CD would run at the wrong time, so it is left out.',
    'The chart sends usage reports and brings Loki, Alloy and NATS, three of each; all of that is off.',
    'The chart makes a new signing key for etcd at every render, which restarts it each time; the key is off, as the login that it is for.',
    'The I/O engine is not restarted by an upgrade (`OnDelete`): drain and restart node by node.',
  ],
  stages: { install, pools, 'storage-classes': storageClasses },
  upkeep,
  health: { 'openebs.io_DiskPool': renderText('mayastor/disk-pool-health.lua', {}) },
  metrics: [
    {
      name: 'mayastor-io-engine',
      labels: { app: 'io-engine' },
      port: 9502,
      prefixes: ['diskpool_', 'replica_', 'volume_'],
    },
  ],
  *check(context) {
    const unknown = [...unknownDisks(context.options.disks, context)];
    yield* unknown.length > 0 ? unknown : copiesWithoutNodes(context);
    yield* membersWithoutNodes(context);
  },
});

type Context = CheckContext<'mayastor'>;

/** A copy needs a node of its own. */
function* copiesWithoutNodes({ cluster, options: { disks, replicas } }: Context): Iterable<Finding> {
  const workers = workerDisks(cluster.nodes, disks).length;
  if (workers >= replicas) return;
  const hint = `name the disks of more workers under \`clusters.${cluster.name}.nodes.workers\`${workers === 0 ? '' : `, or set \`replicas: ${workers}\` for this cluster`}`;
  yield {
    code: 'storage-replicas',
    severity: 'error',
    path: ['replicas'],
    message: `${replicas} copies of each volume, but ${counted(workers)} with disks`,
    hint,
  };
}

/** No two members of etcd share a node. */
function* membersWithoutNodes({ cluster, options: { etcdReplicas } }: Context): Iterable<Finding> {
  const workers = Object.keys(cluster.nodes.workers).length;
  if (workers === 0 || workers >= etcdReplicas) return;
  const message = `${etcdReplicas} members of etcd, no two on one node, but ${counted(workers)}`;
  yield {
    code: 'quorum',
    severity: 'error',
    path: ['etcdReplicas'],
    message,
    hint: `set \`etcdReplicas: ${workers < 3 ? 1 : 3}\` for this cluster`,
  };
}

function counted(workers: number): string {
  return workers === 1 ? '1 worker' : `${workers} workers`;
}
