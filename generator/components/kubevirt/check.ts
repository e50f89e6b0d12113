import type { CheckContext, Finding } from '../../component.ts';
import { secondsOf } from '../../kubernetes/seconds.ts';
import { checkMachines } from './check-machines.ts';

type Context = CheckContext<'kubevirt'>;

/** What the schema cannot say: of certificates, of how many there are, and of each machine. */
export function* check(context: Context): Iterable<Finding> {
  yield* certificates(context);
  yield* replicas(context);
  yield* checkMachines(context);
}

const wrong = { code: 'wrong-value', severity: 'error' } as const;

function* certificates({ options: { certificates } }: Context): Iterable<Finding> {
  for (const kind of ['authority', 'server'] as const) {
    const { duration, renewBefore } = certificates[kind];
    if (secondsOf(renewBefore) < secondsOf(duration)) continue;
    const path = ['certificates', kind, 'renewBefore'];
    const message = `a certificate that is valid for ${duration} cannot be renewed ${renewBefore} before its end`;
    yield { ...wrong, path, message, hint: `set it to less than ${duration}` };
  }
  const { authority, server } = certificates;
  if (secondsOf(server.duration) <= secondsOf(authority.duration)) return;
  const path = ['certificates', 'server', 'duration'];
  const message = `a certificate that is valid for ${server.duration} outlives its authority, which is for ${authority.duration}`;
  yield { ...wrong, path, message, hint: `set it to ${authority.duration} or less` };
}

/** KubeVirt's own pods run on the control plane. Where nodes are not listed, nothing is known of them; two on one node still take turns. */
function* replicas({ cluster, options }: Context): Iterable<Finding> {
  const nodes = cluster.nodes.controlPlanes.length;
  if (nodes === 0 || options.replicas <= Math.max(nodes, 2)) return;
  const message = `${options.replicas} replicas share ${nodes} control plane ${nodes === 1 ? 'node' : 'nodes'}, on which KubeVirt runs`;
  const hint = `set \`replicas\` to ${nodes}; more are no safer`;
  yield { code: 'unschedulable', severity: 'warning', path: ['replicas'], message, hint };
}
