import { type ChartValues, defineStage } from '../../../component.ts';
import type { KumaOptions } from '../../../generated/options.ts';
import { authority, controlPlaneAuthority } from '../authorities.ts';
import { patches } from '../patches.ts';
import { providedKinds } from '../provided-kinds.ts';

/** The control plane and its CNI plugin, with the authority that the control plane's certificate comes from. */
export const install = defineStage('kuma', {
  summary: 'the control plane, and the CNI plugin on every node',
  needs: ['cert-manager/install'],
  // the control plane serves gateways only if it finds their CRDs when it starts
  after: ['gateway-api/install'],
  chart: {
    repository: 'https://kumahq.github.io/charts',
    name: 'kuma',
    version: '2.14.3',
    // they label the namespace, bring the CRDs and take a webhook away: all of that is done here without them
    skipHooks: true,
    clusterKinds: [
      'admissionregistration.k8s.io/MutatingWebhookConfiguration',
      'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
      'apiextensions.k8s.io/CustomResourceDefinition',
      'gateway.networking.k8s.io/GatewayClass',
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
    ],
    namespaces: ['kube-system'],
    strayNamespaces: [
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'MutatingWebhookConfiguration',
        name: 'kuma-admission-mutating-webhook-configuration',
      },
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        name: 'kuma-validating-webhook-configuration',
      },
    ],
    patches,
  },
  provides: ({ after }) => [
    { apiVersion: 'v1', kind: 'ServiceAccount', name: 'kuma-control-plane', namespace: 'kuma-system' },
    { apiVersion: 'v1', kind: 'Secret', name: 'kuma-tls-cert', namespace: 'kuma-system' },
    {
      apiVersion: 'v1',
      kind: 'Service',
      name: 'kuma-control-plane',
      namespace: 'kuma-system',
      ports: [443, 5676, 5678, 5680, 5681, 5682],
    },
    ...(after['gateway-api'] === undefined
      ? []
      : [{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', name: 'kuma' }]),
  ],
  providesKinds: providedKinds,
  values: ({ options }) => ({
    controlPlane: controlPlane(options),
    cni: {
      enabled: true,
      chained: true,
      netDir: '/etc/cni/net.d',
      binDir: '/opt/cni/bin',
      confName: options.network,
    },
    experimental: options.nativeSidecars ? undefined : { sidecarContainers: false },
  }),
  resources: ({ options }) => [...controlPlaneAuthority(), ...authority(options.mtls).objects],
});

function controlPlane({ replicas, mtls }: Pick<KumaOptions, 'replicas' | 'mtls'>): ChartValues {
  return {
    replicas: replicas === 1 ? undefined : replicas,
    podDisruptionBudget: replicas === 1 ? undefined : { enabled: true },
    // it takes the taint of a node without the plugin away, so it must not wait for that
    tolerations: [{ key: 'NodeReadiness', operator: 'Exists', effect: 'NoSchedule' }],
    containerSecurityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    defaults: { skipMeshCreation: true },
    tls: { general: { certManager: { enabled: true, issuerRef: { name: 'kuma-authority' } } } },
    envVars: { KUMA_RUNTIME_KUBERNETES_INJECTOR_CONTAINER_PATCHES: 'restricted' },
    extraSecrets: authority(mtls).mount,
  };
}
