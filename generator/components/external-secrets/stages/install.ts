import { defineStage } from '../../../component.ts';

const NAMESPACE = 'external-secrets';

/** The operator with its webhook, its CRDs, and what makes the webhook's certificate. */
export const install = defineStage('external-secrets', {
  summary: 'the operator that brings secrets from stores, with its CRDs',
  chart: {
    repository: 'https://charts.external-secrets.io',
    name: 'external-secrets',
    version: '2.9.0',
    clusterKinds: [
      'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
      'apiextensions.k8s.io/CustomResourceDefinition',
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
    ],
  },
  provides: [
    { apiVersion: 'v1', kind: 'Service', name: 'external-secrets-webhook', namespace: NAMESPACE, ports: [443] },
    { apiVersion: 'v1', kind: 'Secret', name: 'external-secrets-webhook', namespace: NAMESPACE },
    { apiVersion: 'v1', kind: 'ServiceAccount', name: 'external-secrets', namespace: NAMESPACE },
  ],
  providesKinds: [
    {
      group: 'external-secrets.io',
      versions: ['v1'],
      kinds: ['ClusterExternalSecret', 'ClusterSecretStore', 'ExternalSecret', 'SecretStore'],
    },
    { group: 'external-secrets.io', versions: ['v1alpha1'], kinds: ['ClusterPushSecret', 'PushSecret'] },
    { group: 'generators.external-secrets.io', versions: ['v1alpha1'], kinds: ['ClusterGenerator'] },
  ],
  // written by the chart's own cert-controller, where the chart says nothing
  ignoreDifferences: ['secretstore-validate', 'externalsecret-validate'].map((name) => ({
    group: 'admissionregistration.k8s.io',
    kind: 'ValidatingWebhookConfiguration',
    name,
    jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'],
  })),
  values: ({ options: { replicas } }) => ({
    ...several(replicas),
    leaderElect: replicas > 1 ? true : undefined,
    resources: asks('64Mi'),
    webhook: { ...several(replicas), resources: asks('32Mi') },
    certController: { resources: asks('64Mi') },
  }),
});

function several(replicas: number) {
  return replicas === 1 ? {} : { replicaCount: replicas, podDisruptionBudget: { enabled: true } };
}

function asks(memory: string) {
  return { requests: { cpu: '10m', memory }, limits: { memory: '256Mi' } };
}
