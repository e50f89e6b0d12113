import { defineStage } from '../../../component.ts';

/** metrics-server and the API that it serves. */
export const install = defineStage('metrics-server', {
  summary: 'the metrics API',
  after: ['cert-manager/install'],
  chart: {
    repository: 'https://kubernetes-sigs.github.io/metrics-server/',
    name: 'metrics-server',
    version: '3.13.1',
    clusterKinds: [
      'apiregistration.k8s.io/APIService',
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
    ],
  },
  provides: [
    { apiVersion: 'v1', kind: 'Service', name: 'metrics-server', namespace: 'kube-system', ports: [443] },
    { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', name: 'v1beta1.metrics.k8s.io' },
  ],
  values: ({ options: { replicas, kubeletCertificates }, after }) => {
    const isVerified = after['cert-manager'] !== undefined;
    const isShared = replicas > 1;
    return {
      replicas: isShared ? replicas : undefined,
      podDisruptionBudget: isShared ? { enabled: true, maxUnavailable: 1 } : undefined,
      affinity: isShared ? apart : undefined,
      tolerations: controlPlanes,
      args: kubeletCertificates === 'insecure' ? ['--kubelet-insecure-tls'] : undefined,
      // the API server takes no authority beside `insecureSkipTLSVerify`, which is the chart's default
      tls: isVerified ? { type: 'cert-manager' } : undefined,
      apiService: isVerified ? { insecureSkipTLSVerify: false } : undefined,
    };
  },
});

const labels = { 'app.kubernetes.io/name': 'metrics-server', 'app.kubernetes.io/instance': 'metrics-server' };

const apart = {
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        podAffinityTerm: { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' },
      },
    ],
  },
};

// a small cluster has no second worker
const controlPlanes = [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }];
