import { create } from './create.ts';
import { kept } from './kept.ts';
import type { KubernetesObject } from './object.ts';
import { AUTH_PATH, roles } from './secret-objects.ts';

/** Where the objects that set Vault up live: with Vault and its operator. */
export const VAULT_NAMESPACE = 'vault';

/** The service account that may take the role `config-admin`: the operator's own, which no other pod runs as. */
export const ADMIN_ACCOUNT = 'vault-config-operator-controller-manager';

/** How the operator logs in to set Vault up. */
export const asAdmin = {
  path: AUTH_PATH,
  role: roles.admin,
  serviceAccount: { name: ADMIN_ACCOUNT },
} as const;

/** Metadata of an object that sets Vault up. */
export function inVault(name: string): { name: string; namespace: string } {
  return { name, namespace: VAULT_NAMESPACE };
}

/** The same, for an object whose removal would take secrets or the operator's own rights along: Argo CD leaves it alone. */
export function keptInVault(name: string) {
  return { ...inVault(name), annotations: kept };
}

/** A policy of Vault. */
export function policy(name: string, text: string, metadata = inVault(name)): KubernetesObject {
  return create('redhatcop.redhat.io/v1alpha1', 'Policy', {
    metadata,
    spec: { authentication: asAdmin, type: 'acl', policy: text },
  });
}

/** Who may take a role, and so has its policies. */
export interface Holders {
  readonly policies: readonly string[];
  readonly namespaces: readonly string[];
  readonly serviceAccounts: readonly string[];
}

/** A role of Vault for service accounts. */
export function role(
  name: string,
  { policies, namespaces, serviceAccounts }: Holders,
  metadata = inVault(name),
): KubernetesObject {
  return create('redhatcop.redhat.io/v1alpha1', 'KubernetesAuthEngineRole', {
    metadata,
    spec: {
      authentication: asAdmin,
      path: AUTH_PATH,
      policies: [...policies],
      targetNamespaces: { targetNamespaces: unique(namespaces) },
      targetServiceAccounts: unique(serviceAccounts),
      aliasNameSource: 'serviceaccount_uid',
      // Vault's default is 32 days, and every reading of a secret is a login
      tokenTTL: 600,
      tokenType: 'default',
    },
  });
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
