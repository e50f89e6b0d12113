import type { Cni } from './generated/options.ts';

/** Whether the network of a cluster enforces NetworkPolicies: flannel alone takes no notice of them. */
export function enforcesPolicies({ kind, networkPolicies }: Cni): boolean {
  return kind !== 'flannel' || networkPolicies;
}
