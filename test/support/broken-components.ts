import type { Component } from '../../generator/component.ts';
import type { ComponentName, StageId } from '../../generator/generated/options.ts';
import { registry } from '../../generator/generated/registry.ts';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';
import type { Registry } from '../../generator/registry.ts';
import type { AnyStage } from '../../generator/stage-access.ts';

/** The shipped components with one stage changed. */
function withStage(component: ComponentName, stage: string, change: Partial<AnyStage>): Registry {
  const own = registry.components[component] as Component<ComponentName>;
  const stages = own.stages as unknown as { readonly [name: string]: AnyStage };
  const changed = { ...own, stages: { ...stages, [stage]: { ...stages[stage], ...change } } };
  return { ...registry, components: { ...registry.components, [component]: changed } } as Registry;
}

const brings = (...objects: readonly object[]): Partial<AnyStage> => ({
  clusterResources: () => objects as readonly KubernetesObject[],
});

const route = {
  apiVersion: 'projectcontour.io/v1',
  kind: 'HTTPProxy',
  metadata: { name: 'a', namespace: 'cert-manager' },
  spec: { virtualhost: { fqdn: 'a.example.org', tls: { secretName: 'a-tls' } } },
};
const certificate = {
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'a', namespace: 'cert-manager' },
  spec: { secretName: 'a-tls', dnsNames: ['*.a.example.org', 'b.example.org'] },
};
const authentication = { path: 'kubernetes', role: 'reader', serviceAccount: { name: 'default' } };
const role = {
  apiVersion: 'redhatcop.redhat.io/v1alpha1',
  kind: 'KubernetesAuthEngineRole',
  metadata: { name: 'reader', namespace: 'cert-manager' },
  spec: {
    authentication,
    path: 'kubernetes',
    policies: ['reader'],
    targetNamespaces: { targetNamespaces: ['default'] },
    targetServiceAccounts: ['default'],
  },
};
const login = {
  apiVersion: 'redhatcop.redhat.io/v1alpha1',
  kind: 'VaultSecret',
  metadata: { name: 'token', namespace: 'cert-manager' },
  spec: {
    vaultSecretDefinitions: [{ name: 'secret', path: 'kv/data/token', requestType: 'GET', authentication }],
    output: { name: 'token', type: 'Opaque', stringData: { token: '{{ .secret.token }}' } },
  },
};
const large = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'large', namespace: 'cert-manager' },
  data: { a: 'x'.repeat(1024 * 1024) },
};
const secret = {
  name: 'token',
  namespace: 'cert-manager',
  keys: ['token'],
  purpose: 'a test',
  origin: 'vault',
} as const;

/** Mistakes that only a component can make, by the code of what is then reported at its block. */
export const brokenComponents: { readonly [code: string]: { readonly registry: Registry; readonly message: string } } =
  {
    cycle: {
      registry: withStage('gateway-api', 'install', { needs: ['cert-manager/issuers' as StageId] }),
      message:
        'stages need each other in a circle: cert-manager/install → gateway-api/install → cert-manager/issuers → cert-manager/install',
    },
    'secret-before-source': {
      registry: withStage('cert-manager', 'install', { secrets: () => [secret] }),
      message:
        'cert-manager/install takes its secret `token` from Vault (origin `vault`), and Vault needs cert-manager/install first',
    },
    'unknown-secret': {
      registry: withStage('cert-manager', 'issuers', brings(route)),
      message: 'HTTPProxy cert-manager/a serves `a.example.org`, and nothing makes its TLS secret `a-tls`',
    },
    'oversized-object': {
      registry: withStage('cert-manager', 'issuers', brings(large)),
      message: 'ConfigMap cert-manager/large holds 1048577 bytes, of which 1048576 are allowed',
    },
    'refused-login': {
      registry: withStage('cert-manager', 'issuers', brings(role, login)),
      message:
        'VaultSecret cert-manager/token logs in as `default` of `cert-manager`, which the role `reader` does not let in',
    },
    'certificate-host': {
      registry: withStage('cert-manager', 'issuers', brings(route, certificate)),
      message: 'HTTPProxy cert-manager/a serves `a.example.org`, and Certificate cert-manager/a is for other hosts',
    },
    'namespace-scope': {
      registry: withStage(
        'cert-manager',
        'issuers',
        brings({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }),
      ),
      message: 'ConfigMap a has no namespace',
    },
    'invalid-object': {
      registry: withStage(
        'cert-manager',
        'issuers',
        brings({ ...certificate, metadata: { ...certificate.metadata, 'argocd.argoproj.io/sync-wave': '1' } }),
      ),
      message: 'Certificate cert-manager/a: `metadata[argocd.argoproj.io/sync-wave]` is no field of this object',
    },
    'unknown-kind': {
      registry: withStage(
        'cert-manager',
        'issuers',
        brings({ apiVersion: 'policy/v1beta1', kind: 'PodSecurityPolicy', metadata: { name: 'a' } }),
      ),
      message: 'PodSecurityPolicy a is of a kind that no schema knows: policy/v1beta1 PodSecurityPolicy',
    },
    credential: {
      registry: withStage('cert-manager', 'install', { values: () => ({ auth: { adminPassword: 'hunter2' } }) }),
      message: "cert-manager/install would write the chart's values at auth.adminPassword: a value in plain text",
    },
    'duplicate-object': {
      registry: withStage('gateway-api', 'install', brings(certificate, certificate)),
      message: 'gateway-api/install makes Certificate cert-manager/a twice',
    },
  };
