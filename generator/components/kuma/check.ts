import type { CheckContext, Finding } from '../../component.ts';
import { outsideBecause } from './outside.ts';

/** What the schema cannot say: namespaces that the mesh must leave alone, and eBPF in a way that its pods may not have. */
export function* check(context: CheckContext<'kuma'>): Iterable<Finding> {
  yield* namespaces(context);
  yield* ebpf(context);
}

function* namespaces({ options }: CheckContext<'kuma'>): Iterable<Finding> {
  for (const name of Object.keys(options.namespaces)) {
    const reason = outsideBecause(name);
    if (reason === undefined) continue;
    const message = `the namespace \`${name}\` cannot take part in the mesh: ${reason}`;
    const hint = 'take it out of the list';
    yield { code: 'wrong-value', severity: 'error', path: ['namespaces', name], message, hint };
  }
}

/** Kuma's own redirection with eBPF is a build of Merbridge that mounts folders of the node into every pod of the mesh. */
function* ebpf({ options: { values }, enabled: { merbridge } }: CheckContext<'kuma'>): Iterable<Finding> {
  if (!isOn(values, ['experimental', 'ebpf', 'enabled'])) return;
  const path = ['values', 'experimental', 'ebpf', 'enabled'];
  const problem = { code: 'wrong-value', severity: 'error', path } as const;
  if (merbridge !== undefined) {
    const message =
      '`kuma.values.experimental.ebpf.enabled` and `merbridge` both take traffic to the proxies with eBPF';
    yield { ...problem, message, hint: 'take this one away' };
    return;
  }
  const message =
    "Kuma's own eBPF mounts folders of the node into every pod of the mesh, which the Pod Security levels `baseline` and `restricted` refuse";
  yield { ...problem, message, hint: 'enable `merbridge` instead, or take this away' };
}

function isOn(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return value === true;
  return typeof value === 'object' && value !== null && isOn((value as { [name: string]: unknown })[key], rest);
}
