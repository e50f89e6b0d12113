import type { CheckContext, Finding } from '../../component.ts';
import { unknownDisks } from '../../unknown-disks.ts';
import { unknownIssuer } from '../../unknown-issuer.ts';
import { type WorkerDisks, workerDisks } from '../../worker-disks.ts';

type Context = CheckContext<'rook-ceph'>;

/** What the schema cannot say: a place for each copy, a node for each monitor, disks that are there, and options that ask for each other. */
export function* check(context: Context): Iterable<Finding> {
  const unknown = [...unknownDisks(context.options.disks, context)];
  yield* unknown.length > 0 ? unknown : copies(context);
  yield* monitors(context);
  yield* defaultClass(context);
  yield* dashboard(context);
}

/** A copy needs a node of its own, or a disk, as the failure domain says. */
function* copies({ cluster, options: { disks, failureDomain, replicas } }: Context): Iterable<Finding> {
  const workers = workerDisks(cluster.nodes, disks);
  const places = failureDomain === 'host' ? workers.length : disksOf(workers);
  if (places >= replicas) return;
  const there = failureDomain === 'host' ? `${counted(places, 'worker')} with disks` : counted(places, 'disk');
  const less = places === 0 ? '' : `, or set \`replicas: ${places}\` for this cluster`;
  yield {
    code: 'storage-replicas',
    severity: 'error',
    path: ['replicas'],
    message: `${replicas === 1 ? '1 copy' : `${replicas} copies`} of everything, but ${there}`,
    hint: `name more disks under \`clusters.${cluster.name}.nodes.workers\`${less}${perDisk(failureDomain, replicas, workers)}`,
  };
}

function perDisk(failureDomain: string, replicas: number, workers: readonly WorkerDisks[]): string {
  if (failureDomain !== 'host' || disksOf(workers) < replicas) return '';
  return '; `failureDomain: osd` lets copies share a node, which takes them all along when it goes';
}

/** Monitors keep to the workers, no two on one. */
function* monitors({ cluster, options: { mons } }: Context): Iterable<Finding> {
  const workers = Object.keys(cluster.nodes.workers).length;
  const problem = { code: 'quorum', path: ['mons'] } as const;
  if (mons === 1 && workers >= 3) {
    const message = 'one monitor, and all storage stands still while its node is away';
    yield { ...problem, severity: 'warning', message, hint: 'three monitors go on when one is lost' };
  }
  if (workers === 0 || workers >= mons) return;
  const message = `${mons} monitors, no two on one node, but ${counted(workers, 'worker')}`;
  const hint = `set \`mons: ${workers < 3 ? 1 : 3}\` for this cluster`;
  yield { ...problem, severity: 'error', message, hint };
}

function* defaultClass({ options: { defaultClass: name, filesystem } }: Context): Iterable<Finding> {
  if (name !== 'rook-cephfs' || filesystem) return;
  const message = 'the storage class `rook-cephfs` is the default, and `filesystem` is off';
  const hint = 'set `filesystem: true`';
  yield { code: 'unknown-storage-class', severity: 'error', path: ['defaultClass'], message, hint };
}

function* dashboard(context: Context): Iterable<Finding> {
  const { dashboard: isOn, host, issuer } = context.options;
  if (host === undefined) return;
  yield* unknownIssuer(issuer, context);
  if (isOn) return;
  const message = `\`${host}\` leads to the web interface, which is off`;
  yield {
    code: 'wrong-value',
    severity: 'error',
    path: ['host'],
    message,
    hint: 'set `dashboard: true`, or leave `host` out',
  };
}

function disksOf(workers: readonly WorkerDisks[]): number {
  return workers.reduce((sum, { disks }) => sum + disks.length, 0);
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
