import { defineStage } from '../../../component.ts';
import type { CrossplaneOptions } from '../../../generated/options.ts';
import { create } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { KUBERNETES_PROVIDER, type ProviderPackage, packages } from '../packages.ts';

/** The providers and how their pods run. */
export const providers = defineStage('crossplane', {
  summary: 'the providers',
  syncOptions: ['SkipDryRunOnMissingResource=true'],
  providesKinds: [
    {
      group: 'gcp.m.upbound.io',
      versions: ['v1beta1'],
      kinds: ['ClusterProviderConfig', 'ProviderConfig'],
      atRunTime: true,
    },
    { group: 'dns.gcp.m.upbound.io', versions: ['v1beta1'], kinds: ['ManagedZone', 'RecordSet'], atRunTime: true },
    {
      group: 'kubernetes.m.crossplane.io',
      versions: ['v1alpha1'],
      kinds: ['ClusterProviderConfig', 'Object', 'ProviderConfig'],
      atRunTime: true,
    },
  ],
  provides: ({ options }) =>
    options.providers.includes('kubernetes')
      ? [{ apiVersion: 'v1', kind: 'ServiceAccount', name: KUBERNETES_PROVIDER, namespace: 'crossplane-system' }]
      : [],
  resources: ({ options }) => {
    const all = packages(options);
    if (all.length === 0) return [];
    return [
      runtime('default', options),
      ...(options.providers.includes('kubernetes') ? kubernetesAccount(options) : []),
      ...all.map(provider),
    ];
  },
});

/** Crossplane gives every provider that names no other the runtime `default`, which it makes empty where it is missing. */
function runtime(name: string, { resources: { cpu, memory } }: Pick<CrossplaneOptions, 'resources'>): KubernetesObject {
  return create('pkg.crossplane.io/v1beta1', 'DeploymentRuntimeConfig', {
    metadata: { name },
    spec: {
      deploymentTemplate: {
        spec: {
          selector: {},
          template: {
            spec: {
              securityContext: {
                runAsNonRoot: true,
                runAsUser: 2000,
                runAsGroup: 2000,
                seccompProfile: { type: 'RuntimeDefault' },
              },
              containers: [
                {
                  name: 'package-runtime',
                  resources: { requests: { cpu, memory }, limits: { memory } },
                  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
                },
              ],
            },
          },
        },
      },
      ...(name === 'default' ? {} : { serviceAccountTemplate: { metadata: { name } } }),
    },
  });
}

/** The provider for Kubernetes under an account of one name, which has one ClusterRole. */
function kubernetesAccount(
  options: Pick<CrossplaneOptions, 'kubernetesRole' | 'resources'>,
): readonly KubernetesObject[] {
  return [
    runtime(KUBERNETES_PROVIDER, options),
    create('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
      metadata: { name: KUBERNETES_PROVIDER },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: options.kubernetesRole },
      subjects: [{ kind: 'ServiceAccount', name: KUBERNETES_PROVIDER, namespace: 'crossplane-system' }],
    }),
  ];
}

function provider({ name, package: reference }: ProviderPackage): KubernetesObject {
  return create('pkg.crossplane.io/v1', 'Provider', {
    metadata: { name },
    spec: {
      package: reference,
      packagePullPolicy: 'IfNotPresent',
      revisionActivationPolicy: 'Automatic',
      revisionHistoryLimit: 1,
      skipDependencyResolution: false,
      ignoreCrossplaneConstraints: false,
      runtimeConfigRef: {
        apiVersion: 'pkg.crossplane.io/v1beta1',
        kind: 'DeploymentRuntimeConfig',
        name: name === KUBERNETES_PROVIDER ? name : 'default',
      },
    },
  });
}
