import { create } from '../../kubernetes/create.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { AGENT, CLUSTER, GATEWAY, here, NAMESPACE, podsOf, ports, type Sender } from './names.ts';

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

/** What the kubelet tells of its node, and of its pods with their volumes. */
const kubelet: Rule = { apiGroups: [''], resources: ['nodes/stats', 'nodes/pods'], verbs: ['get'] };

/** Each kind that the receiver `k8s_cluster` watches: where it may not, it gives up. The pods that measure are found among them. */
const watched: readonly Rule[] = [
  {
    apiGroups: [''],
    resources: ['pods', 'nodes', 'namespaces', 'replicationcontrollers', 'resourcequotas', 'services'],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['apps'],
    resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
    verbs: ['list', 'watch'],
  },
  { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: ['list', 'watch'] },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: ['list', 'watch'] },
];

const rules = { [AGENT]: [...pods, kubelet], [CLUSTER]: watched, [GATEWAY]: pods } as const;

/** What a sort of collectors may read of the cluster. */
export function identity(name: keyof typeof rules): readonly KubernetesObject[] {
  return [create('v1', 'ServiceAccount', { metadata: here(name) }), ...role(name, name, rules[name])];
}

/** A kubelet before 1.33 tells of its pods only those who may ask it for anything. */
export function olderKubelet(kubernetes: string): readonly KubernetesObject[] {
  if (Number(kubernetes.split('.')[1]) >= 33) return [];
  return role(`${AGENT}-kubelet`, AGENT, [{ apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] }]);
}

function role(suffix: string, account: string, rules: readonly Rule[]): readonly KubernetesObject[] {
  const name = `${NAMESPACE}-${suffix}`;
  return [
    create('rbac.authorization.k8s.io/v1', 'ClusterRole', { metadata: { name }, rules: [...rules] }),
    create('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name: account, namespace: NAMESPACE }],
    }),
  ];
}

/** Programs everywhere send to the gateway, the other collectors by a port of their own; its own metrics are for the namespace. */
export function reached(senders: readonly Sender[]): KubernetesObject {
  const tcp = (port: number) => ({ protocol: 'TCP' as const, port });
  const from = senders.map((name) => ({ podSelector: { matchLabels: podsOf(name) } }));
  return create('networking.k8s.io/v1', 'NetworkPolicy', {
    metadata: here(GATEWAY),
    spec: {
      podSelector: { matchLabels: podsOf(GATEWAY) },
      policyTypes: ['Ingress'],
      ingress: [
        { ports: [tcp(ports.grpc), tcp(ports.http)] },
        { from, ports: [tcp(ports.collectors)] },
        { from: [{ podSelector: {} }], ports: [tcp(ports.metrics)] },
      ],
    },
  });
}
