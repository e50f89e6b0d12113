import type { CheckContext, Finding } from '../../component.ts';
import { unfitSchedule } from '../../unfit-schedule.ts';
import { unknownIssuer } from '../../unknown-issuer.ts';
import { distributionOf } from './distributions.ts';

type Context = CheckContext<'vault'>;

/** What the schema cannot say: a majority, a node for each server, issuers that there are, and which chart brings which Vault. */
export function* check(context: Context): Iterable<Finding> {
  yield* majority(context);
  yield* nodes(context);
  yield* issuer(context);
  yield* chart(context);
  yield* backup(context);
}

function* majority({ options: { replicas }, cluster }: Context): Iterable<Finding> {
  const path = ['replicas'];
  const workers = Object.keys(cluster.nodes.workers).length;
  // of a cluster that names no workers it is not known
  if (replicas === 1 && (workers === 0 || workers >= 3)) {
    const message = 'one server keeps the only copy of every secret, and nothing answers while it restarts';
    yield { code: 'quorum', severity: 'warning', path, message, hint: 'three servers go on when one is lost' };
  }
  if (replicas % 2 === 0) {
    const message = `${replicas} servers survive the loss of no more of them than ${replicas - 1} do, and ${replicas / 2} against ${replicas / 2} is no majority`;
    yield {
      code: 'quorum',
      severity: 'error',
      path,
      message,
      hint: `set \`replicas: ${replicas + 1}\` or \`${replicas - 1}\``,
    };
  }
}

/** Neither two servers nor two injectors share a node. */
function* nodes({ options: { replicas, injector }, cluster }: Context): Iterable<Finding> {
  const workers = Object.keys(cluster.nodes.workers).length;
  if (workers === 0) return;
  const there = workers === 1 ? 'there is 1 worker' : `there are ${workers} workers`;
  const problem = { code: 'unschedulable', severity: 'error' } as const;
  if (replicas > workers) {
    const hint = `set \`replicas: ${workers - ((workers + 1) % 2)}\` for this cluster`;
    yield {
      ...problem,
      path: ['replicas'],
      message: `each of the ${replicas} servers takes a node of its own, and ${there}`,
      hint,
    };
  }
  if (injector.enabled && injector.replicas > workers) {
    const hint = `set \`injector: { replicas: ${workers} }\` for this cluster`;
    yield {
      ...problem,
      path: ['injector', 'replicas'],
      message: `each of the ${injector.replicas} injectors takes a node of its own, and ${there}`,
      hint,
    };
  }
}

function* issuer(context: Context): Iterable<Finding> {
  if (context.options.host !== undefined) yield* unknownIssuer(context.options.issuer, context);
}

function* backup({ options }: Context): Iterable<Finding> {
  if (options.backup !== undefined) yield* unfitSchedule(options.backup.schedule, ['backup', 'schedule']);
}

function* chart({ options }: Context): Iterable<Finding> {
  const { version } = options;
  const { title, chart: tested, version: server } = distributionOf(options);
  if (version === undefined || version === tested.version) return;
  const message = `the containers beside each server run ${title} ${server}, which belongs to the chart ${tested.version} and perhaps not to ${version}`;
  const hint = `leave \`version\` out, or see that the chart ${version} starts ${title} ${server}`;
  yield { code: 'vault-version', severity: 'warning', path: ['version'], message, hint };
}
