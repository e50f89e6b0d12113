import type { ArgocdOptions } from '../../generated/options.ts';
import type { PlatformFacts } from '../../model.ts';
import type { DeclaredSecret } from '../../secret.ts';

const repositoryKeys = {
  sshKey: ['sshPrivateKey'],
  token: ['username', 'password'],
  githubApp: ['githubAppID', 'githubAppInstallationID', 'githubAppPrivateKey'],
} as const;

/** The Secret with which Argo CD reaches each other cluster, registered under the name that Applications send their objects to. */
export function clusterCredentials({ clusters }: PlatformFacts): readonly DeclaredSecret[] {
  return clusters
    .filter(({ isHub }) => !isHub)
    .map(({ name }) => credential(`cluster-${name}`, 'cluster', ['name', 'server', 'config'], `access to ${name}`));
}

/** The Secret with which Argo CD reads the platform's repository, where it is not public. */
export function repositoryCredential(
  kind: ArgocdOptions['repository'],
  { git }: PlatformFacts,
): readonly DeclaredSecret[] {
  if (kind === 'public') return [];
  return [
    credential('repository-platform', 'repository', ['type', 'url', ...repositoryKeys[kind]], `access to ${git.url}`),
  ];
}

function credential(name: string, type: string, keys: readonly string[], purpose: string): DeclaredSecret {
  const labels = { 'argocd.argoproj.io/secret-type': type };
  // Argo CD needs it before it can bring Vault
  return { name, namespace: 'argocd', keys, origin: 'bootstrap', purpose: `Argo CD's ${purpose}`, labels };
}
