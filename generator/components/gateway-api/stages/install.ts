import { defineStage } from '../../../component.ts';

/** The CRDs of the standard channel, and the policy that refuses older ones over them. */
export const install = defineStage('gateway-api', {
  summary: "the Gateway API's CRDs",
  manifests: ({ options }) => [
    `https://github.com/kubernetes-sigs/gateway-api/releases/download/${options.release}/standard-install.yaml`,
  ],
  clusterKinds: [
    'apiextensions.k8s.io/CustomResourceDefinition',
    'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
    'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  ],
  providesKinds: [
    {
      group: 'gateway.networking.k8s.io',
      versions: ['v1'],
      kinds: [
        'BackendTLSPolicy',
        'GRPCRoute',
        'Gateway',
        'GatewayClass',
        'HTTPRoute',
        'ListenerSet',
        'ReferenceGrant',
        'TCPRoute',
        'TLSRoute',
        'UDPRoute',
      ],
    },
  ],
});
