import { defineStage } from '../../../component.ts';

/** CDI's operator, without the Namespace that the manifest brings. */
export const install = defineStage('cdi', {
  summary: "CDI's operator, with its CRD",
  manifests: ({ options }) => [
    `https://github.com/kubevirt/containerized-data-importer/releases/download/${options.release}/cdi-operator.yaml`,
  ],
  leftOut: [{ apiVersion: 'v1', kind: 'Namespace', name: 'cdi' }],
  clusterKinds: [
    'apiextensions.k8s.io/CustomResourceDefinition',
    'rbac.authorization.k8s.io/ClusterRole',
    'rbac.authorization.k8s.io/ClusterRoleBinding',
  ],
  provides: [
    { apiVersion: 'v1', kind: 'ServiceAccount', name: 'cdi-operator', namespace: 'cdi' },
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cdi-operator', namespace: 'cdi' },
  ],
  providesKinds: [{ group: 'cdi.kubevirt.io', versions: ['v1beta1'], kinds: ['CDI'] }],
});
