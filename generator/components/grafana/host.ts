import type { ClusterFacts } from '../../model.ts';

/** Grafana's host on a cluster: below the cluster's domain unless the options say otherwise. */
export function hostOf(options: { readonly host?: string }, { domain }: ClusterFacts): string {
  return options.host ?? `grafana.${domain}`;
}
