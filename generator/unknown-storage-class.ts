import type { CheckContext, Finding } from './component.ts';
import type { Path } from './diagnostic.ts';
import type { ComponentName } from './generated/options.ts';
import { unknownName } from './unknown-name.ts';

/** Yields a problem at `path` where no component makes the storage class; where none makes any, the cluster may have it from elsewhere, hence a warning. */
export function* unknownStorageClass(
  name: string,
  path: Path,
  { cluster, enabled }: Pick<CheckContext<ComponentName>, 'cluster' | 'enabled'>,
): Iterable<Finding> {
  const message = `no component makes the storage class \`${name}\``;
  const problem = { code: 'unknown-storage-class', path, message } as const;
  if (enabled.mayastor !== undefined) yield* unknownName(name, ['local-hostpath', 'mayastor'], problem);
  else
    yield {
      ...problem,
      severity: 'warning',
      hint: `it must be there already on ${cluster.name}, or volumes are waited for for ever`,
    };
}
