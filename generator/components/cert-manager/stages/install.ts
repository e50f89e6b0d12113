import { defineStage } from '../../../component.ts';

/** The operator and its CRDs. */
export const install = defineStage('cert-manager', {
  summary: 'cert-manager with its CRDs',
  // its Gateway API support ends the process where the CRDs are not there yet
  after: ['gateway-api/install'],
  chart: {
    repository: 'https://charts.jetstack.io',
    name: 'cert-manager',
    version: 'v1.21.1',
    clusterKinds: [
      'apiextensions.k8s.io/CustomResourceDefinition',
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
      'admissionregistration.k8s.io/MutatingWebhookConfiguration',
      'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    ],
  },
  provides: [
    { apiVersion: 'v1', kind: 'Service', name: 'cert-manager-webhook', namespace: 'cert-manager', ports: [443] },
    { apiVersion: 'v1', kind: 'ServiceAccount', name: 'cert-manager', namespace: 'cert-manager' },
  ],
  providesKinds: [
    {
      group: 'cert-manager.io',
      versions: ['v1'],
      kinds: ['Certificate', 'CertificateRequest', 'ClusterIssuer', 'Issuer'],
    },
    { group: 'acme.cert-manager.io', versions: ['v1'], kinds: ['Challenge', 'Order'] },
  ],
  values: ({ options, after }) => ({
    crds: { enabled: true },
    replicaCount: options.replicas,
    podDisruptionBudget: options.replicas > 1 ? { enabled: true } : undefined,
    webhook: {
      replicaCount: options.webhookReplicas,
      podDisruptionBudget: options.webhookReplicas > 1 ? { enabled: true } : undefined,
    },
    cainjector: {
      replicaCount: options.replicas,
      podDisruptionBudget: options.replicas > 1 ? { enabled: true } : undefined,
    },
    // the default, kube-system, is a namespace that the Application would not be allowed to write to
    global: { leaderElection: { namespace: 'cert-manager' } },
    config: after['gateway-api'] === undefined ? undefined : { gatewayAPI: { enabled: true } },
    // a PostSync Job that only says again what the next stage's health says
    startupapicheck: { enabled: false },
  }),
});
