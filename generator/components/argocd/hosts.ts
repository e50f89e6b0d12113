import type { ClusterFacts } from '../../model.ts';

/** Argo CD's two hosts on a cluster: below the cluster's domain unless the options say otherwise. */
export function hosts(
  options: { readonly host?: string; readonly grpcHost?: string },
  { domain }: ClusterFacts,
): { readonly web: string; readonly grpc: string } {
  return { web: options.host ?? `argocd.${domain}`, grpc: options.grpcHost ?? `grpc-argocd.${domain}` };
}
