import { defineStage } from '../../../component.ts';
import type { MerbridgeOptions } from '../../../generated/options.ts';
import { create } from '../../../kubernetes/create.ts';

const name = 'merbridge';
const labels = { 'app.kubernetes.io/name': name };
const rbac = 'rbac.authorization.k8s.io';

/** Merbridge on every node. Upstream publishes no chart, only the image. */
export const install = defineStage('merbridge', {
  summary: 'Merbridge on every node',
  needs: ['kuma/install'],
  resources: ({ options }) => [
    create('v1', 'ServiceAccount', { metadata: { name, namespace: name } }),
    create('rbac.authorization.k8s.io/v1', 'ClusterRole', {
      metadata: { name },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
    }),
    create('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
      metadata: { name },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: name }],
    }),
    daemonSet(options),
  ],
});

function daemonSet({ image, resources }: Pick<MerbridgeOptions, 'image' | 'resources'>) {
  return create('apps/v1', 'DaemonSet', {
    metadata: { name, namespace: name, labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          // it looks for the pods of the node that is called like its host
          hostNetwork: true,
          priorityClassName: 'system-node-critical',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          // wherever a pod of the mesh may run, the edge nodes among them
          tolerations: [{ operator: 'Exists' }],
          containers: [container(image, resources)],
          volumes: [{ name: 'cgroup', hostPath: { path: '/sys/fs/cgroup', type: 'Directory' } }],
        },
      },
    },
  });
}

function container(image: string, { cpu, memory }: MerbridgeOptions['resources']) {
  return {
    name,
    image,
    // Kuma's own plugin stays the one that joins pods to the mesh, and what is not IPv4 goes through its iptables
    args: ['/app/mbctl', '-m', 'kuma', '--use-reconnect=true', '--cni-mode=false'],
    // its programs would stay attached to the node
    lifecycle: { preStop: { exec: { command: ['make', '-k', 'clean'] } } },
    resources: { requests: { cpu, memory }, limits: { memory } },
    // it mounts the BPF file system and attaches programs to the cgroup of all pods
    securityContext: { privileged: true },
    volumeMounts: [{ name: 'cgroup', mountPath: '/sys/fs/cgroup' }],
  };
}
