import type { CheckContext, Finding } from '../../component.ts';
import { bytes } from '../../kubernetes/bytes.ts';
import { unfitSchedule } from '../../unfit-schedule.ts';

type Context = CheckContext<'clickhouse'>;

/** The least memory with which a server takes in and merges what a small platform sends. */
const LEAST_MEMORY = '2Gi';

/** What the schema cannot say: nodes for what must not share one, a majority, memory to work with. */
export function* check(context: Context): Iterable<Finding> {
  yield* nodes(context);
  yield* majority(context);
  yield* memory(context);
  yield* backup(context);
}

function* nodes({ options: { keepers, replicas }, cluster }: Context): Iterable<Finding> {
  const workers = Object.keys(cluster.nodes.workers).length;
  // of a cluster that names no workers it is not known
  if (workers === 0) return;
  const there = workers === 1 ? 'there is 1 worker' : `there are ${workers} workers`;
  const problem = { code: 'unschedulable', severity: 'error' } as const;
  if (replicas > workers) {
    const message = `each of the ${replicas} replicas of a shard takes a node of its own, and ${there}`;
    yield { ...problem, path: ['replicas'], message, hint: `set \`replicas: ${workers}\` for this cluster` };
  }
  if (keepers > workers) {
    const message = `each of the ${keepers} members of Keeper takes a node of its own, and ${there}`;
    yield { ...problem, path: ['keepers'], message, hint: `set \`keepers: ${workers < 3 ? 1 : 3}\` for this cluster` };
  }
}

function* majority({ options: { keepers, replicas }, cluster }: Context): Iterable<Finding> {
  const workers = Object.keys(cluster.nodes.workers).length;
  if (keepers > 1 || replicas === 1 || (workers > 0 && workers < 3)) return;
  const message = `${replicas} replicas agree through one member of Keeper: while it is away, none of them takes in anything`;
  yield {
    code: 'quorum',
    severity: 'warning',
    path: ['keepers'],
    message,
    hint: 'three members go on when one is lost',
  };
}

function* backup({ options: { backup: plan } }: Context): Iterable<Finding> {
  if (plan === undefined) return;
  yield* unfitSchedule(plan.schedule, ['backup', 'schedule']);
  if (plan.store.kind === 's3') return;
  const message = 'ClickHouse puts its copies away itself, and speaks S3 only';
  const hint = 'of a bucket of Google: `kind: s3`, `endpoint: https://storage.googleapis.com`, and an HMAC key';
  yield { code: 'wrong-value', severity: 'error', path: ['backup', 'store', 'kind'], message, hint };
}

function* memory({ options: { resources } }: Context): Iterable<Finding> {
  if (bytes(resources.memory) >= bytes(LEAST_MEMORY)) return;
  const message = `with ${resources.memory} of memory a server fails at merges and wider questions`;
  const path = ['resources', 'memory'];
  yield { code: 'wrong-value', severity: 'warning', path, message, hint: `give it ${LEAST_MEMORY} at least` };
}
