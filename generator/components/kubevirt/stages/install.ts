import { defineStage } from '../../../component.ts';
import { NAMESPACE } from '../names.ts';

/** KubeVirt's operator, without the Namespace that the manifest brings. */
export const install = defineStage('kubevirt', {
  summary: "KubeVirt's operator, with its CRD",
  manifests: ({ options }) => [
    `https://github.com/kubevirt/kubevirt/releases/download/${options.release}/kubevirt-operator.yaml`,
  ],
  leftOut: [{ apiVersion: 'v1', kind: 'Namespace', name: NAMESPACE }],
  clusterKinds: [
    'apiextensions.k8s.io/CustomResourceDefinition',
    'rbac.authorization.k8s.io/ClusterRole',
    'rbac.authorization.k8s.io/ClusterRoleBinding',
    'scheduling.k8s.io/PriorityClass',
  ],
  provides: [
    { apiVersion: 'v1', kind: 'ServiceAccount', name: 'kubevirt-operator', namespace: NAMESPACE },
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'virt-operator', namespace: NAMESPACE },
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', name: 'kubevirt-cluster-critical' },
  ],
  providesKinds: [{ group: 'kubevirt.io', versions: ['v1'], kinds: ['KubeVirt'] }],
});
