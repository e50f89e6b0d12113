import type { ChartValues, ExcludedKinds } from '../../component.ts';
import { toYaml } from '../../yaml.ts';

/** Kinds that a cluster makes by itself, which the chart leaves out when nothing else is said; what is said takes the place of all of it. */
const usual: readonly ExcludedKinds[] = [
  { groups: ['', 'discovery.k8s.io'], kinds: ['Endpoints', 'EndpointSlice'] },
  { groups: ['coordination.k8s.io'], kinds: ['Lease'] },
  {
    groups: ['authentication.k8s.io', 'authorization.k8s.io'],
    kinds: [
      'LocalSubjectAccessReview',
      'SelfSubjectAccessReview',
      'SelfSubjectReview',
      'SelfSubjectRulesReview',
      'SubjectAccessReview',
      'TokenReview',
    ],
  },
  { groups: ['certificates.k8s.io'], kinds: ['CertificateSigningRequest'] },
  { groups: ['cert-manager.io'], kinds: ['CertificateRequest'] },
  { groups: ['cilium.io'], kinds: ['CiliumEndpoint', 'CiliumEndpointSlice', 'CiliumIdentity'] },
  {
    groups: ['kyverno.io', 'reports.kyverno.io', 'wgpolicyk8s.io'],
    kinds: [
      ...['Admission', 'BackgroundScan', 'Ephemeral', 'Policy'].flatMap((of) => [`${of}Report`, `Cluster${of}Report`]),
      'UpdateRequest',
    ],
  },
];

/** The entry of `argocd-cm` with the kinds that Argo CD leaves alone; none, and so the chart's own, where no component adds any. */
export function exclusions(added: readonly ExcludedKinds[]): ChartValues {
  if (added.length === 0) return {};
  const entries = [...usual, ...added].map(({ groups, kinds }) => ({ apiGroups: groups, kinds }));
  return { 'resource.exclusions': toYaml(entries) };
}
