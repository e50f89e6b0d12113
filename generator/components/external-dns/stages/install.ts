import { type Chart, type ChartValues, defineStage } from '../../../component.ts';
import { credentials, providerValues } from '../provider.ts';

const chart: Chart = {
  repository: 'https://kubernetes-sigs.github.io/external-dns/',
  name: 'external-dns',
  version: '1.21.1',
  includeCRDs: false,
  clusterKinds: ['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
};

const withCrds: Chart = {
  ...chart,
  includeCRDs: true,
  clusterKinds: [...(chart.clusterKinds ?? []), 'apiextensions.k8s.io/CustomResourceDefinition'],
};

/** external-dns, which reads the routes of the cluster and writes records at the provider. */
export const install = defineStage('external-dns', {
  summary: 'what keeps the DNS records of every routed host',
  // it ends where a kind that it is told to read is not there
  after: ['contour/install', 'gateway-api/install'],
  chart: { charts: [chart, withCrds], choose: ({ dnsEndpoints }) => (dnsEndpoints ? withCrds : chart) },
  provides: [
    { apiVersion: 'v1', kind: 'Service', name: 'external-dns', namespace: 'external-dns', ports: [7979] },
    { apiVersion: 'v1', kind: 'ServiceAccount', name: 'external-dns', namespace: 'external-dns' },
  ],
  providesKinds: [{ group: 'externaldns.k8s.io', versions: ['v1alpha1'], kinds: ['DNSEndpoint'] }],
  secrets: ({ options }) => [credentials(options)],
  values: ({ options: { provider, zones, policy, dnsEndpoints }, after }): ChartValues => ({
    sources: [
      'ingress',
      ...(after.contour === undefined ? [] : ['contour-httpproxy']),
      // the other kinds of route are read in alpha versions, which the standard channel does not serve
      ...(after['gateway-api'] === undefined ? [] : ['gateway-httproute', 'gateway-grpcroute']),
      ...(dnsEndpoints ? ['crd'] : []),
    ],
    domainFilters: [...zones],
    policy,
    // a label of its own: the record of the zone's own name stays in the zone, and a long name stays within 63 signs
    txtPrefix: 'owner-%{record_type}.',
    ...providerValues(provider, zones),
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '256Mi' } },
  }),
  clusterValues: ({ options, cluster, platform }) => ({
    txtOwnerId: options.ownerId ?? `${platform.name}.${cluster.name}`,
  }),
});
