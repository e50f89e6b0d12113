import type { CheckContext, Finding } from '../../component.ts';
import { didYouMean } from '../../did-you-mean.ts';

type Context = CheckContext<'vault'>;

/** What the schema cannot say: a majority, a node for each server, and names that other components must know. */
export function* check(context: Context): Iterable<Finding> {
  yield* majority(context);
  yield* nodes(context);
  yield* storageClasses(context);
  yield* issuer(context);
}

function* majority({ options: { replicas } }: Context): Iterable<Finding> {
  const path = ['replicas'];
  if (replicas === 1) {
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

function* storageClasses({ options, enabled }: Context): Iterable<Finding> {
  const known = enabled.mayastor === undefined ? [] : ['local-hostpath', 'mayastor'];
  yield* storageClass(options.storageClass, ['storageClass'], known);
  if (options.auditStorage !== undefined)
    yield* storageClass(options.auditStorage.storageClass, ['auditStorage', 'storageClass'], known);
}

function* storageClass(name: string, path: readonly string[], known: readonly string[]): Iterable<Finding> {
  if (known.includes(name)) return;
  const hint =
    known.length === 0
      ? 'the component `mayastor` makes `local-hostpath` and `mayastor`; add it to the components'
      : among(name, known);
  yield {
    code: 'unknown-storage-class',
    severity: 'error',
    path,
    message: `no component makes the storage class \`${name}\``,
    hint,
  };
}

function* issuer({ options, enabled }: Context): Iterable<Finding> {
  const known = Object.keys(enabled['cert-manager']?.issuers ?? {}).sort();
  if (options.host === undefined || known.includes(options.issuer)) return;
  yield {
    code: 'unknown-issuer',
    severity: 'error',
    path: ['issuer'],
    message: `there is no issuer \`${options.issuer}\``,
    hint: among(options.issuer, known),
  };
}

function among(name: string, known: readonly string[]): string {
  const near = didYouMean(name, known);
  return near === undefined
    ? `there are ${known.map((each) => `\`${each}\``).join(', ')}`
    : `did you mean \`${near}\`?`;
}
