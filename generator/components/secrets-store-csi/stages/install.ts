import { defineStage } from '../../../component.ts';
import { edgeToleration } from '../../../kubernetes/edge-toleration.ts';

/** The driver on every node where pods mount secrets, and its CRDs. */
export const install = defineStage('secrets-store-csi', {
  summary: 'the Secrets Store CSI driver with its CRDs',
  chart: {
    repository: 'https://kubernetes-sigs.github.io/secrets-store-csi-driver/charts',
    name: 'secrets-store-csi-driver',
    version: '1.6.0',
    clusterKinds: [
      'apiextensions.k8s.io/CustomResourceDefinition',
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
      'storage.k8s.io/CSIDriver',
    ],
  },
  provides: [
    { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', name: 'secrets-store.csi.k8s.io' },
    { apiVersion: 'v1', kind: 'ServiceAccount', name: 'secrets-store-csi-driver', namespace: 'kube-system' },
  ],
  providesKinds: [
    {
      group: 'secrets-store.csi.x-k8s.io',
      versions: ['v1', 'v1alpha1'],
      kinds: ['SecretProviderClass', 'SecretProviderClassPodStatus'],
    },
  ],
  values: ({ options }) => ({
    linux: {
      // hook Jobs that apply the CRDs before every sync; they come from the chart's own folder instead
      crds: { enabled: false },
      // the kubelet and the providers agree on the chart's default folders, on Talos too
      tolerations: options.edges ? [edgeToleration] : [],
    },
    syncSecret: options.syncSecrets ? { enabled: true } : undefined,
    enableSecretRotation: options.rotationInterval === undefined ? undefined : true,
    rotationPollInterval: options.rotationInterval,
  }),
});
