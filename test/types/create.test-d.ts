import type { SyncOption } from '../../generator/generated/kinds.ts';
import { create } from '../../generator/kubernetes/create.ts';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';

// Never run: `tsc` proves that what is wrong below is refused, and what is right is not.

const spec = {
  secretName: 'web-tls',
  issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt' },
} as const;

export const certificate: KubernetesObject = create('cert-manager.io/v1', 'Certificate', {
  metadata: { name: 'web', namespace: 'apps', labels: { app: 'web' } },
  spec: { ...spec, dnsNames: ['web.example.org'] },
});

export const namespace: KubernetesObject = create('v1', 'Namespace', { metadata: { name: 'apps' } });

export const kustomization = create('kustomize.config.k8s.io/v1beta1', 'Kustomization', { resources: ['../../base'] });

export const option: SyncOption = 'ServerSideApply=true';

// The type of the result is the kind's own.
export const issuer: 'Issuer' | 'ClusterIssuer' = create('cert-manager.io/v1', 'Certificate', {
  metadata: { name: 'a', namespace: 'b' },
  spec,
}).spec.issuerRef.kind;

// @ts-expect-error an API version without a contract
create('cert-manager.io/v1alpha2', 'Certificate', { metadata: { name: 'web', namespace: 'apps' }, spec });

// @ts-expect-error a kind of another group
create('cert-manager.io/v1', 'Application', { metadata: { name: 'web', namespace: 'apps' }, spec });

// @ts-expect-error a namespaced object without a namespace
create('cert-manager.io/v1', 'Certificate', { metadata: { name: 'web' }, spec });

// @ts-expect-error a cluster-scoped object with a namespace
create('v1', 'Namespace', { metadata: { name: 'apps', namespace: 'apps' } });

// @ts-expect-error an unknown field at the top
create('v1', 'Namespace', { metadata: { name: 'apps' }, spec: {} });

create('cert-manager.io/v1', 'Certificate', {
  metadata: { name: 'web', namespace: 'apps' },
  // @ts-expect-error an unknown field deep inside
  spec: { ...spec, privateKey: { algorithm: 'ECDSA', bits: 256 } },
});

create('argoproj.io/v1alpha1', 'Application', {
  // @ts-expect-error an annotation beside `annotations`
  metadata: { name: 'web', namespace: 'argocd', 'argocd.argoproj.io/sync-wave': '1' },
  spec: {
    project: 'platform',
    source: { repoURL: 'https://git.example.org/platform.git', targetRevision: 'main', path: 'kustomize' },
    // @ts-expect-error the project is not part of the destination
    destination: { name: 'production', project: 'platform' },
    // @ts-expect-error a misspelt sync option
    syncPolicy: { syncOptions: ['ServersideApply=true'] },
  },
});

create('redhatcop.redhat.io/v1alpha1', 'Policy', {
  metadata: { name: 'reader', namespace: 'vault' },
  // @ts-expect-error a required field is missing
  spec: { policy: 'path "kv" {}' },
});

// @ts-expect-error results are read-only
certificate.metadata.name = 'other';
