import { create } from '../../kubernetes/create.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { type NamedMember, sandboxName } from '../../members.ts';
import { namespaceOf } from './instances.ts';

/** The way of a member into the sandbox, and of nobody else: the Secret to log in with, and a forwarded port. It opens nothing else around it. */
export function sandboxRights({ name: member }: NamedMember): readonly KubernetesObject[] {
  const name = sandboxName(member);
  const metadata = { name, namespace: namespaceOf(name) };
  return [
    create('rbac.authorization.k8s.io/v1', 'Role', {
      metadata,
      rules: [
        { apiGroups: [''], resources: ['secrets'], resourceNames: [`vc-${name}`], verbs: ['get'] },
        { apiGroups: [''], resources: ['pods', 'pods/log', 'services', 'events'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: [''], resources: ['pods/portforward'], verbs: ['create'] },
      ],
    }),
    create('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      // Omni has each member in a group of their own name
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: member }],
    }),
  ];
}
