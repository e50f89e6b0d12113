import { keptInVault, policy } from '../../kubernetes/in-vault.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { AUTH_PATH, GITHUB_MOUNT, KV_MOUNT, PASSWORD_POLICY, roleOf, roles } from '../../kubernetes/secret-objects.ts';
import { type DeclaredSecret, vaultPath } from '../../secret.ts';
import { renderText } from '../../text.ts';
import { SYSTEM_MOUNT } from './engines.ts';

/** The alias that the login of a service account has in Vault; the operator puts the accessor of the mount in. */
const alias = `identity.entity.aliases.\${auth/${AUTH_PATH}/@accessor}.metadata`;
const namespace = `{{${alias}.service_account_namespace}}`;
const names = {
  kv: KV_MOUNT,
  auth: AUTH_PATH,
  admin: roles.admin,
  passwordPolicy: PASSWORD_POLICY,
  mounts: [KV_MOUNT, SYSTEM_MOUNT],
  namespace,
  own: `${namespace}/{{${alias}.service_account_name}}`,
};

/** How Vault makes passwords up, in HCL. */
export function passwordPolicyText(): string {
  return renderText('vault-config-operator/password-policy.hcl', {});
}

/** The policies that every cluster has: what the operator may do, and what each service account may below its own path; of GitHub tokens where there are any. */
export function sharedPolicies(hasGithub: boolean): readonly KubernetesObject[] {
  // the operator keeps its rights at the mount: without them it could not take down what was there
  const admin = { ...names, github: GITHUB_MOUNT };
  const reader = { ...names, github: hasGithub ? GITHUB_MOUNT : '' };
  return [
    policy(roles.admin, renderText('vault-config-operator/config-admin.hcl', admin), keptInVault(roles.admin)),
    policy(roles.reader, renderText('vault-config-operator/secret-reader.hcl', reader)),
    policy(roles.writer, renderText('vault-config-operator/secret-writer.hcl', names)),
  ];
}

/** The policy for the path of one secret and no other. */
export function ownPolicy(secret: DeclaredSecret, kind: 'reader' | 'writer'): KubernetesObject {
  const used = { ...names, path: vaultPath(secret), writes: kind === 'writer' };
  return policy(roleOf(secret, kind), renderText('vault-config-operator/one-secret.hcl', used));
}
