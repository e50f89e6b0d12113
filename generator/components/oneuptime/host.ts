import type { ClusterFacts } from '../../model.ts';

/** OneUptime's host on a cluster: below the cluster's domain unless the options say otherwise. */
export function hostOn(options: { readonly host?: string }, { domain }: ClusterFacts): string {
  return options.host ?? `oneuptime.${domain}`;
}
