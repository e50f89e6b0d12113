import { create } from '../../kubernetes/create.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { AUTH_PATH, KV_MOUNT, roles } from '../../kubernetes/secret-objects.ts';
import { renderText } from '../../text.ts';

/** The service account as which the operator reads, in a namespace of the same name. */
export const OPERATOR = 'external-secrets';

/** The role of a store in Vault, and the policy of the same name. */
export function roleName(store: string): string {
  return `external-secrets-${store}`;
}

/** What lets the operator read the paths of a store and nothing else: vault-config-operator makes it, where it and its account are. */
export function readerObjects(store: string, paths: readonly string[]): readonly KubernetesObject[] {
  const metadata = { name: roleName(store), namespace: 'vault' };
  const authentication = {
    path: AUTH_PATH,
    role: roles.admin,
    serviceAccount: { name: 'vault-config-operator-controller-manager' },
  };
  return [
    create('redhatcop.redhat.io/v1alpha1', 'Policy', {
      metadata,
      spec: { authentication, type: 'acl', policy: policyText(paths) },
    }),
    create('redhatcop.redhat.io/v1alpha1', 'KubernetesAuthEngineRole', {
      metadata,
      spec: {
        authentication,
        path: AUTH_PATH,
        policies: [roleName(store)],
        targetNamespaces: { targetNamespaces: [OPERATOR] },
        targetServiceAccounts: [OPERATOR],
        aliasNameSource: 'serviceaccount_uid',
        // Vault's default is 32 days, and every reading of a secret is a login
        tokenTTL: 600,
        tokenType: 'default',
      },
    }),
  ];
}

function policyText(paths: readonly string[]): string {
  return renderText('external-secrets/store-reader.hcl', { paths: paths.map((path) => ({ kv: KV_MOUNT, path })) });
}
