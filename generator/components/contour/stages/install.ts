import { type ChartValues, defineStage } from '../../../component.ts';
import type { ContourOptions } from '../../../generated/options.ts';
import { create } from '../../../kubernetes/create.ts';
import { edgeToleration } from '../../../kubernetes/edge-toleration.ts';

// Contour 1.33 ends where it cannot watch these: it asks for alpha versions that the standard channel does not serve
const unserved = ['tlsroutes', 'tcproutes', 'backendtlspolicies'].map((feature) => `--disable-feature=${feature}`);

/** Contour, Envoy and the ingress class. */
export const install = defineStage('contour', {
  summary: 'Contour, Envoy and the ingress class',
  after: ['cert-manager/install', 'gateway-api/install'],
  chart: {
    repository: 'https://projectcontour.github.io/helm-charts/',
    name: 'contour',
    version: '0.7.0',
    clusterKinds: [
      'apiextensions.k8s.io/CustomResourceDefinition',
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
    ],
  },
  provides: [
    { apiVersion: 'v1', kind: 'Service', name: 'contour', namespace: 'projectcontour', ports: [8001] },
    { apiVersion: 'v1', kind: 'Service', name: 'contour-envoy', namespace: 'projectcontour', ports: [80, 443] },
  ],
  providesKinds: [
    { group: 'projectcontour.io', versions: ['v1'], kinds: ['HTTPProxy', 'TLSCertificateDelegation'] },
    {
      group: 'projectcontour.io',
      versions: ['v1alpha1'],
      kinds: ['ContourConfiguration', 'ContourDeployment', 'ExtensionService'],
    },
  ],
  values: ({ options, after }) => {
    const hasIssuers = after['cert-manager'] !== undefined;
    const hasGateways = after['gateway-api'] !== undefined;
    return {
      // else a Job makes a new authority at every sync, and Envoy is cut off until both sides have read it
      useCertManager: hasIssuers ? true : undefined,
      configInline: hasGateways
        ? { gateway: { gatewayRef: { namespace: 'projectcontour', name: 'contour' } } }
        : undefined,
      contour: {
        replicaCount: options.replicas === 1 ? undefined : options.replicas,
        ingressClass: { name: options.ingressClass, create: false },
        extraArgs: hasGateways ? unserved : undefined,
        // without a sync in all that time Contour and Envoy would stop talking
        certgen: hasIssuers ? undefined : { certificateLifetime: 3650 },
        // the chart's own limit is 150m, which slows every change of a route
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '512Mi' } },
      },
      envoy: envoy(options),
    };
  },
  // a key that is not there leaves the platform's values alone; one that is undefined would take them away
  clusterValues: ({ options: { address, envoy }, cluster: { nodes } }) => ({
    ...(address === undefined ? {} : { contour: { ingressStatusAddress: address } }),
    ...(envoy.kind === 'hostPorts' && nodes.edges.length > 0 ? { envoy: onNodes(nodes.edges) } : {}),
  }),
  resources: ({ options }) => [
    create('networking.k8s.io/v1', 'IngressClass', {
      metadata: {
        name: options.ingressClass,
        annotations: { 'ingressclass.kubernetes.io/is-default-class': String(options.defaultIngressClass) },
      },
      spec: { controller: 'projectcontour.io/projectcontour/contour-contour' },
    }),
  ],
});

function envoy({ envoy, resources: { cpu, memory } }: Pick<ContourOptions, 'envoy' | 'resources'>): ChartValues {
  const resources = { requests: { cpu, memory }, limits: { memory } };
  if (envoy.kind === 'hostPorts') return { ...hostPorts, resources };
  const { externalTrafficPolicy, annotations } = envoy;
  const hasAnnotations = Object.keys(annotations).length > 0;
  const service = {
    externalTrafficPolicy: externalTrafficPolicy === 'Local' ? undefined : externalTrafficPolicy,
    annotations: hasAnnotations ? annotations : undefined,
  };
  return { service: externalTrafficPolicy === 'Local' && !hasAnnotations ? undefined : service, resources };
}

const hostPorts = {
  useHostPort: { http: true, https: true },
  tolerations: [edgeToleration],
  // the API server refuses a traffic policy on a Service that is for the cluster alone
  service: { type: 'ClusterIP', externalTrafficPolicy: '' },
};

function onNodes(names: readonly string[]): ChartValues {
  return { nodeAffinityPreset: { type: 'hard', key: 'kubernetes.io/hostname', values: names } };
}
