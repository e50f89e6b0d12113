import type { Nodes } from './generated/options.ts';

/** The nodes that take pods which tolerate nothing, by name: the workers, or the control planes where there is no worker. Sorted. */
export function schedulableNodes({ controlPlanes, workers }: Nodes): readonly string[] {
  const names = Object.keys(workers).sort();
  return names.length > 0 ? names : [...controlPlanes].sort();
}
