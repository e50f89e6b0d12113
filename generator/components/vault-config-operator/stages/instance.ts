import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import {
  AUTH_PATH,
  isBelowOwnPath,
  KV_MOUNT,
  PASSWORD_POLICY,
  roleOf,
  roles,
  serviceAccountOf,
} from '../../../kubernetes/secret-objects.ts';
import { type DeclaredSecret, vaultPath } from '../../../secret.ts';
import { renderText } from '../../../text.ts';
import {
  ADMIN_ACCOUNT,
  asAdmin,
  GITHUB_MOUNT,
  inVault,
  keptInVault,
  policy,
  role,
  SYSTEM_MOUNT,
  VAULT_NAMESPACE,
} from '../in-vault.ts';

/** What Vault must have before anything can take a secret from it. */
export const instance = defineStage('vault-config-operator', {
  summary: 'the secrets engines, policies and roles of Vault',
  syncOptions: ['SkipDryRunOnMissingResource=true'],
  resources: () => [
    secretsEngine(KV_MOUNT),
    secretsEngine(SYSTEM_MOUNT),
    passwordPolicy(),
    ...policies(),
    kubernetesLogin(),
    adminRole(),
  ],
  clusterResources: ({ cluster, options }) => {
    const secrets = cluster.secrets.filter(({ origin }) => origin !== 'bootstrap');
    return [
      ...sharedRoles(secrets, Object.keys(options.github?.roles ?? {})),
      ...secrets.filter((each) => !isBelowOwnPath(each)).flatMap(ownRoles),
    ];
  },
});

/** The alias that the login of a service account has in Vault; the operator puts the accessor of the mount in. */
const alias = `identity.entity.aliases.\${auth/${AUTH_PATH}/@accessor}.metadata`;
const namespace = `{{${alias}.service_account_namespace}}`;
const names = {
  kv: KV_MOUNT,
  github: GITHUB_MOUNT,
  auth: AUTH_PATH,
  admin: roles.admin,
  passwordPolicy: PASSWORD_POLICY,
  mounts: [KV_MOUNT, SYSTEM_MOUNT],
  namespace,
  own: `${namespace}/{{${alias}.service_account_name}}`,
};

/** Version 2 of kv. Without a description, which the operator's webhook would not let change. */
function secretsEngine(name: string): KubernetesObject {
  return create('redhatcop.redhat.io/v1alpha1', 'SecretEngineMount', {
    metadata: keptInVault(name),
    spec: { authentication: asAdmin, type: 'kv', options: { version: '2' }, config: { listingVisibility: 'hidden' } },
  });
}

function passwordPolicy(): KubernetesObject {
  return create('redhatcop.redhat.io/v1alpha1', 'PasswordPolicy', {
    metadata: inVault(PASSWORD_POLICY),
    spec: { authentication: asAdmin, passwordPolicy: renderText('vault-config-operator/password-policy.hcl', {}) },
  });
}

function policies(): readonly KubernetesObject[] {
  return [
    policy(roles.admin, renderText('vault-config-operator/config-admin.hcl', names), keptInVault(roles.admin)),
    policy(roles.reader, renderText('vault-config-operator/secret-reader.hcl', names)),
    policy(roles.writer, renderText('vault-config-operator/secret-writer.hcl', names)),
  ];
}

/** The same as the gate of Vault writes by hand, from then on in git. The name is the second half of the path. */
function kubernetesLogin(): KubernetesObject {
  return create('redhatcop.redhat.io/v1alpha1', 'KubernetesAuthEngineConfig', {
    metadata: keptInVault(AUTH_PATH),
    spec: {
      authentication: asAdmin,
      path: '/',
      kubernetesHost: 'https://kubernetes.default.svc:443',
      // the operator would switch on the check of an issuer that tokens no longer have
      disableISSValidation: true,
      useOperatorPodCA: true,
    },
  });
}

function adminRole(): KubernetesObject {
  const holders = { policies: [roles.admin], namespaces: [VAULT_NAMESPACE], serviceAccounts: [ADMIN_ACCOUNT] };
  return role(roles.admin, holders, keptInVault(roles.admin));
}

/** The roles with which service accounts reach what is below their own path; none where no secret needs it. */
function sharedRoles(
  secrets: readonly DeclaredSecret[],
  githubNamespaces: readonly string[],
): readonly KubernetesObject[] {
  const own = secrets.filter(isBelowOwnPath);
  const readers = [
    ...own.map(holder),
    ...githubNamespaces.map((each) => ({ namespace: each, serviceAccount: 'default' })),
  ];
  return [...sharedRole(roles.reader, readers), ...sharedRole(roles.writer, own.filter(isGenerated).map(holder))];
}

interface Holder {
  readonly namespace: string;
  readonly serviceAccount: string;
}

function holder(secret: DeclaredSecret): Holder {
  return { namespace: secret.namespace, serviceAccount: serviceAccountOf(secret) };
}

function sharedRole(name: string, holders: readonly Holder[]): readonly KubernetesObject[] {
  if (holders.length === 0) return [];
  const namespaces = holders.map((each) => each.namespace);
  return [
    role(name, { policies: [name], namespaces, serviceAccounts: holders.map(({ serviceAccount }) => serviceAccount) }),
  ];
}

/** A secret at another path opens that path alone, to its own service account alone. */
function ownRoles(secret: DeclaredSecret): readonly KubernetesObject[] {
  return (isGenerated(secret) ? (['reader', 'writer'] as const) : (['reader'] as const)).flatMap((kind) => {
    const name = roleOf(secret, kind);
    const text = renderText('vault-config-operator/one-secret.hcl', {
      ...names,
      path: vaultPath(secret),
      writes: kind === 'writer',
    });
    return [
      policy(name, text),
      role(name, { policies: [name], namespaces: [secret.namespace], serviceAccounts: [serviceAccountOf(secret)] }),
    ];
  });
}

function isGenerated({ origin }: DeclaredSecret): boolean {
  return origin === 'generated';
}
