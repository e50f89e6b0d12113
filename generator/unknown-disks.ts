import type { CheckContext, Finding } from './component.ts';
import type { ComponentName } from './generated/options.ts';
import { unknownName } from './unknown-name.ts';
import { workerDisks } from './worker-disks.ts';

/** Yields an error at each entry of the option `disks` that is no disk of any worker. */
export function* unknownDisks(
  chosen: readonly string[] | undefined,
  { cluster }: Pick<CheckContext<ComponentName>, 'cluster'>,
): Iterable<Finding> {
  const known = workerDisks(cluster.nodes).flatMap(({ disks }) => disks);
  for (const [index, disk] of (chosen ?? []).entries()) {
    const message = `no worker of ${cluster.name} has the disk \`${disk}\``;
    const problem = { code: 'unknown-disk', path: ['disks', index], message } as const;
    if (known.length > 0) yield* unknownName(disk, known, problem);
    else
      yield { ...problem, severity: 'error', hint: `name the disks under \`clusters.${cluster.name}.nodes.workers\`` };
  }
}
