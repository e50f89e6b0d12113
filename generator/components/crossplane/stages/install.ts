import { defineStage } from '../../../component.ts';

/** What the Pod Security level `restricted` asks for beyond the chart's own. */
const restricted = {
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

/** Crossplane itself, which makes its CRDs when it starts. */
export const install = defineStage('crossplane', {
  summary: 'Crossplane, which makes its CRDs when it starts',
  chart: {
    repository: 'https://charts.crossplane.io/stable',
    name: 'crossplane',
    version: '2.3.4',
    clusterKinds: ['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
  },
  provides: [
    { apiVersion: 'v1', kind: 'Service', name: 'crossplane-webhooks', namespace: 'crossplane-system', ports: [9443] },
    { apiVersion: 'v1', kind: 'ServiceAccount', name: 'crossplane', namespace: 'crossplane-system' },
  ],
  providesKinds: [
    {
      group: 'pkg.crossplane.io',
      versions: ['v1'],
      kinds: ['Configuration', 'ConfigurationRevision', 'Function', 'FunctionRevision', 'Provider', 'ProviderRevision'],
      atRunTime: true,
    },
    {
      group: 'pkg.crossplane.io',
      versions: ['v1beta1'],
      kinds: ['DeploymentRuntimeConfig', 'ImageConfig', 'Lock'],
      atRunTime: true,
    },
    {
      group: 'apiextensions.crossplane.io',
      versions: ['v1'],
      kinds: ['CompositeResourceDefinition', 'Composition', 'CompositionRevision'],
      atRunTime: true,
    },
  ],
  values: ({ options: { replicas, features } }) => ({
    replicas: replicas === 1 ? undefined : replicas,
    args: features.length === 0 ? undefined : features.map((each) => `--enable-${each}`),
    securityContextCrossplane: restricted,
    rbacManager: replicas === 1 ? undefined : { replicas },
    securityContextRBACManager: restricted,
  }),
});
