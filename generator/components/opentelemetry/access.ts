import { create } from '../../kubernetes/create.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { AGENT, GATEWAY, here, NAMESPACE, podsOf, ports } from './names.ts';

type Rule = { readonly apiGroups: string[]; readonly resources: string[]; readonly verbs: string[] };

/** Who the pods are that something comes from, and what they belong to. */
const pods: readonly Rule[] = [
  { apiGroups: [''], resources: ['pods', 'namespaces', 'nodes'], verbs: ['get', 'list', 'watch'] },
  {
    apiGroups: ['apps'],
    resources: ['replicasets', 'deployments', 'statefulsets', 'daemonsets'],
    verbs: ['get', 'list', 'watch'],
  },
  { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: ['get', 'list', 'watch'] },
];

/** What the kubelet tells of its node and pods. */
const kubelet: Rule = { apiGroups: [''], resources: ['nodes/stats'], verbs: ['get'] };

/** What a sort of collectors may read of the cluster. */
export function identity(name: typeof AGENT | typeof GATEWAY): readonly KubernetesObject[] {
  const role = `${NAMESPACE}-${name}`;
  return [
    create('v1', 'ServiceAccount', { metadata: here(name) }),
    create('rbac.authorization.k8s.io/v1', 'ClusterRole', {
      metadata: { name: role },
      rules: name === AGENT ? [...pods, kubelet] : [...pods],
    }),
    create('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
      metadata: { name: role },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
      subjects: [{ kind: 'ServiceAccount', name, namespace: NAMESPACE }],
    }),
  ];
}

/** Programs everywhere send to the gateway; its own metrics are for the namespace. */
export function reached(hasAgent: boolean): KubernetesObject {
  const tcp = (port: number) => ({ protocol: 'TCP' as const, port });
  const fromAgents = { from: [{ podSelector: { matchLabels: podsOf(AGENT) } }], ports: [tcp(ports.agent)] };
  return create('networking.k8s.io/v1', 'NetworkPolicy', {
    metadata: here(GATEWAY),
    spec: {
      podSelector: { matchLabels: podsOf(GATEWAY) },
      policyTypes: ['Ingress'],
      ingress: [
        { ports: [tcp(ports.grpc), tcp(ports.http)] },
        ...(hasAgent ? [fromAgents] : []),
        { from: [{ podSelector: {} }], ports: [tcp(ports.metrics)] },
      ],
    },
  });
}
