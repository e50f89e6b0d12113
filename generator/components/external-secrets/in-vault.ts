import { inVault, policy, role } from '../../kubernetes/in-vault.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { KV_MOUNT } from '../../kubernetes/secret-objects.ts';
import { renderText } from '../../text.ts';

/** The service account as which the operator reads, in a namespace of the same name. */
export const OPERATOR = 'external-secrets';

/** The role of a store in Vault, and the policy of the same name. */
export function roleName(store: string): string {
  return `external-secrets-${store}`;
}

/** What lets the operator read the paths of a store and nothing else: vault-config-operator makes it, where it and its account are. */
export function readerObjects(store: string, paths: readonly string[]): readonly KubernetesObject[] {
  const name = roleName(store);
  const holders = { policies: [name], namespaces: [OPERATOR], serviceAccounts: [OPERATOR] };
  return [policy(name, policyText(paths)), role(name, holders, inVault(name))];
}

function policyText(paths: readonly string[]): string {
  return renderText('external-secrets/store-reader.hcl', { paths: paths.map((path) => ({ kv: KV_MOUNT, path })) });
}
