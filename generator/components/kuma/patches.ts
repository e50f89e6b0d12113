import type { ChartPatch } from '../../component.ts';

const reason = 'The plugin goes last: the control plane would taint every node that has none.';
const annotations = { 'argocd.argoproj.io/sync-wave': '-1' };
const rbac = 'rbac.authorization.k8s.io/v1';

/** What the chart leaves out: an order in which the parts can go, and a certificate that lasts as long as the control plane reads it. */
export const patches: readonly ChartPatch[] = [
  { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'kuma-cni-node', namespace: 'kube-system', annotations, reason },
  { apiVersion: 'v1', kind: 'ConfigMap', name: 'kuma-cni-config', namespace: 'kube-system', annotations, reason },
  { apiVersion: 'v1', kind: 'ServiceAccount', name: 'kuma-cni', namespace: 'kube-system', annotations, reason },
  { apiVersion: rbac, kind: 'ClusterRole', name: 'kuma-cni', annotations, reason },
  { apiVersion: rbac, kind: 'ClusterRoleBinding', name: 'kuma-cni', annotations, reason },
  {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    name: 'kuma-tls-cert',
    namespace: 'kuma-system',
    spec: { duration: '87600h' },
    reason: 'The control plane reads its certificate once, when it starts.',
  },
];
