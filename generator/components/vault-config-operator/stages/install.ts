import { defineStage } from '../../../component.ts';

/** The operator with its webhooks and CRDs, in the namespace of Vault. */
export const install = defineStage('vault-config-operator', {
  summary: 'the operator that sets Vault up, with its CRDs',
  // its own issuer makes the certificates of its webhooks, so those of the platform may take their credentials from Vault
  needs: ['cert-manager/install', 'vault/install'],
  chart: {
    repository: 'https://redhat-cop.github.io/vault-config-operator',
    name: 'vault-config-operator',
    version: 'v0.8.52',
    clusterKinds: [
      'admissionregistration.k8s.io/MutatingWebhookConfiguration',
      'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
      'apiextensions.k8s.io/CustomResourceDefinition',
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
    ],
    namespaceless: [
      { apiVersion: 'apps/v1', kind: 'Deployment', name: 'vault-config-operator' },
      { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', name: 'vault-config-operator-metrics-service-cert' },
      { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', name: 'vault-config-operator-webhook-service-cert' },
      { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', name: 'selfsigned-issuer' },
    ],
  },
  provides: [
    {
      apiVersion: 'v1',
      kind: 'Service',
      name: 'vault-config-operator-webhook-service',
      namespace: 'vault',
      ports: [443],
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', name: 'vault-config-operator-controller-manager', namespace: 'vault' },
    { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', name: 'selfsigned-issuer', namespace: 'vault' },
  ],
  providesKinds: [
    {
      group: 'redhatcop.redhat.io',
      versions: ['v1alpha1'],
      kinds: [
        'Audit',
        'AuditRequestHeader',
        'AuthEngineMount',
        'GitHubSecretEngineConfig',
        'GitHubSecretEngineRole',
        'KubernetesAuthEngineConfig',
        'KubernetesAuthEngineRole',
        'PasswordPolicy',
        'Policy',
        'RandomSecret',
        'SecretEngineMount',
        'VaultSecret',
      ],
    },
  ],
  values: ({ options }) => ({
    replicaCount: options.replicas === 1 ? undefined : options.replicas,
    enableCertManager: true,
    // needs the CRD of ServiceMonitor
    enableMonitoring: false,
    env: [
      { name: 'VAULT_ADDR', value: 'https://vault-active.vault.svc:8200' },
      { name: 'VAULT_CACERT', value: '/etc/vault-ca/ca.crt' },
    ],
    volumes: [{ name: 'vault-ca', secret: { secretName: 'vault-tls', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }],
    volumeMounts: [{ name: 'vault-ca', mountPath: '/etc/vault-ca', readOnly: true }],
  }),
});
