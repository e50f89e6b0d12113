import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';

/** Read access to the cluster for groups. */
export const install = defineStage('kube-system', {
  summary: 'read access to the cluster for groups',
  resources: ({ options: { readers } }) => (readers.length === 0 ? [] : [binding(readers)]),
});

function binding(readers: readonly string[]) {
  return create('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
    metadata: { name: 'readers' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: readers.map((name) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name })),
  });
}
