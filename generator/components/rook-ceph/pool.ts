import type { RookCephOptions } from '../../generated/options.ts';

/** How every pool keeps its copies. Ceph refuses a single one unless it is told that this is meant. */
export function poolOf({ failureDomain, replicas }: Pick<RookCephOptions, 'failureDomain' | 'replicas'>) {
  return { failureDomain, replicated: { size: replicas, requireSafeReplicaSize: replicas > 1 } };
}

/** Keeps two pods of a daemon on different nodes where there are several. */
export function apart(app: string) {
  const term = { labelSelector: { matchLabels: { app } }, topologyKey: 'kubernetes.io/hostname' };
  return {
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] },
  };
}
