const distribution = 'the Kubernetes distribution makes it, and Kuma leaves it out';
const storage = 'its volumes must be there before the mesh, for every pod that has one';

const reasons = new Map([
  ['argocd', 'it repairs the mesh, so it must start without it'],
  ['cert-manager', 'the certificate of the control plane comes from there'],
  ['default', 'the Kubernetes distribution makes it, so nothing here can label it'],
  ['external-secrets', 'secrets come from there, for pods outside of the mesh as well'],
  ['kube-node-lease', distribution],
  ['kube-public', distribution],
  ['kube-system', distribution],
  ['kuma-system', 'the control plane would need itself to start'],
  ['mayastor', storage],
  ['merbridge', 'it is what brings traffic to the proxies'],
  ['projectcontour', 'Envoy takes what comes from outside there, and a proxy before it would be in its way'],
  ['rook-ceph', storage],
  ['vault', 'its members know each other by their own certificates, and secrets come from it before there is a mesh'],
]);

/** Why a namespace must work without the mesh: the mesh needs it, or it repairs the mesh. Undefined where it may take part. */
export function outsideBecause(namespace: string): string | undefined {
  return reasons.get(namespace);
}
