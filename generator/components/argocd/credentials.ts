import type { ArgocdOptions } from '../../generated/options.ts';
import type { PlatformFacts } from '../../model.ts';
import type { DeclaredSecret } from '../../secret.ts';

const repositoryKeys = {
  sshKey: ['sshPrivateKey'],
  token: ['username', 'password'],
  githubApp: ['githubAppID', 'githubAppInstallationID', 'githubAppPrivateKey'],
} as const;

const clusterHolds =
  '`server` is the address of its API server, such as `https://192.0.2.1:6443`; `config` is how to log in there, as JSON: `{"bearerToken": "<token>", "tlsClientConfig": {"insecure": false, "caData": "<CA certificate in base64>"}}`';

/**
 * The Secret with which Argo CD reaches each other cluster, registered under the name that Applications send their objects to. A
 * cluster inside the hub is registered there.
 */
export function clusterCredentials({ clusters }: PlatformFacts): readonly DeclaredSecret[] {
  const hub = clusters.find(({ isHub }) => isHub)?.name;
  return clusters
    .filter(({ isHub, host }) => !isHub && (host === undefined || host !== hub))
    .map(({ name }) => ({
      ...credential('cluster', `cluster-${name}`, `access to ${name}`),
      keys: ['name', 'server', 'config'],
      known: { name },
      holds: clusterHolds,
    }));
}

/** The Secret with which Argo CD reads the platform's repository, where it is not public. */
export function repositoryCredential(
  kind: ArgocdOptions['repository'],
  { git: { url } }: PlatformFacts,
): readonly DeclaredSecret[] {
  if (kind === 'public') return [];
  const common = credential('repository', 'repository-platform', `access to ${url}`);
  return [{ ...common, keys: ['type', 'url', ...repositoryKeys[kind]], known: { type: 'git', url } }];
}

function credential(type: string, name: string, purpose: string) {
  const labels = { 'argocd.argoproj.io/secret-type': type };
  // Argo CD needs it before it can bring Vault
  return { name, namespace: 'argocd', origin: 'bootstrap', purpose: `Argo CD's ${purpose}`, labels } as const;
}
