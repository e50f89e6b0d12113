import { create } from '../../kubernetes/create.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { NAMESPACE, OPERATOR_NAMESPACE } from './names.ts';

const name = 'pixie-operator';
const role = 'rbac.authorization.k8s.io';

/** What the operator may do: everything with what Pixie consists of, in Pixie's namespace only, and what Pixie has beside it in the cluster. */
export function roles(): readonly KubernetesObject[] {
  return [
    create('v1', 'ServiceAccount', { metadata: { name, namespace: OPERATOR_NAMESPACE } }),
    create('rbac.authorization.k8s.io/v1', 'Role', {
      metadata: { name, namespace: NAMESPACE },
      rules: [
        every('', 'configmaps', 'events', 'persistentvolumeclaims', 'pods', 'secrets', 'serviceaccounts', 'services'),
        every('apps', 'daemonsets', 'deployments', 'statefulsets'),
        every('batch', 'cronjobs', 'jobs'),
        every('policy', 'poddisruptionbudgets'),
        every(role, 'rolebindings', 'roles'),
      ],
    }),
    create('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      metadata: { name, namespace: NAMESPACE },
      roleRef: { apiGroup: role, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: OPERATOR_NAMESPACE }],
    }),
    create('rbac.authorization.k8s.io/v1', 'ClusterRole', {
      metadata: { name },
      rules: [
        every('px.dev', 'viziers', 'viziers/status'),
        every('', 'nodes', 'persistentvolumes'),
        every(role, 'clusterrolebindings', 'clusterroles'),
        every('apiextensions.k8s.io', 'customresourcedefinitions'),
        { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list'] },
        { apiGroups: ['storage.k8s.io'], resources: ['csidrivers', 'storageclasses'], verbs: ['get', 'list'] },
      ],
    }),
    create('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
      metadata: { name },
      roleRef: { apiGroup: role, kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: OPERATOR_NAMESPACE }],
    }),
  ];
}

function every(group: string, ...resources: string[]) {
  return { apiGroups: [group], resources, verbs: ['*'] };
}
