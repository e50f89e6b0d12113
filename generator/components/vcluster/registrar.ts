import { create } from '../../kubernetes/create.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { renderText } from '../../text.ts';
import { namespaceOf, serviceHost } from './instances.ts';

const ARGOCD = 'argocd';
const metadata = { name: 'registrar', namespace: 'vcluster' };
const labels = { 'app.kubernetes.io/name': 'registrar' };

/** How Argo CD knows a cluster: all but how to log in, which is a secret and comes at run time. */
export function registration(name: string): KubernetesObject {
  return create('v1', 'Secret', {
    metadata: {
      name: `cluster-${name}`,
      namespace: ARGOCD,
      labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
    },
    type: 'Opaque',
    stringData: { name, server: `https://${serviceHost(name)}` },
  });
}

/** To read one Secret of each cluster, and to write into the one by which Argo CD knows it; no other. */
export function rights(names: readonly string[]): readonly KubernetesObject[] {
  const written = names.map((name) => `cluster-${name}`);
  return [
    ...names.flatMap((name) => right(namespaceOf(name), ['get'], [`vc-${name}`])),
    ...right(ARGOCD, ['get', 'patch'], written),
  ];
}

function right(namespace: string, verbs: readonly string[], secrets: readonly string[]): readonly KubernetesObject[] {
  const own = { name: 'registrar', namespace };
  return [
    create('rbac.authorization.k8s.io/v1', 'Role', {
      metadata: own,
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: secrets, verbs }],
    }),
    create('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      metadata: own,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'registrar' },
      subjects: [{ kind: 'ServiceAccount', ...metadata }],
    }),
  ];
}

/** What brings the login of each cluster into Argo CD's form, again and again, since certificates are renewed. Ready once it knows all. */
export function registrar(names: readonly string[]): KubernetesObject {
  return create('apps/v1', 'Deployment', {
    metadata,
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { ...pod, containers: [container(names)] } },
    },
  });
}

const pod = {
  serviceAccountName: metadata.name,
  securityContext: { runAsNonRoot: true, runAsUser: 100, runAsGroup: 101, seccompProfile: { type: 'RuntimeDefault' } },
  volumes: [{ name: 'state', emptyDir: {} }],
} as const;

function container(names: readonly string[]) {
  return {
    name: 'registrar',
    image: 'docker.io/curlimages/curl:8.16.0',
    command: ['/bin/sh', '-c', registerScript(names)],
    env: [
      { name: 'ACCOUNT', value: '/var/run/secrets/kubernetes.io/serviceaccount' },
      { name: 'STATE', value: '/state' },
    ],
    volumeMounts: [{ name: 'state', mountPath: '/state' }],
    readinessProbe: { exec: { command: ['test', '-e', '/state/registered'] }, periodSeconds: 5 },
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
    securityContext: {
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    },
  } as const;
}

/** The script of the registrar, for a POSIX shell with curl. */
export function registerScript(names: readonly string[]): string {
  return renderText('vcluster/register.sh', {
    clusters: names.map((name) => ({ name, namespace: namespaceOf(name) })),
  });
}
