import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { ADMIN_ACCOUNT, asAdmin, inVault, keptInVault, role, VAULT_NAMESPACE } from '../../../kubernetes/in-vault.ts';
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
import { type DeclaredSecret, isFromVault } from '../../../secret.ts';
import { SYSTEM_MOUNT } from '../engines.ts';
import { ownPolicy, passwordPolicyText, sharedPolicies } from '../policies.ts';

/** What Vault must have before anything can take a secret from it. */
export const instance = defineStage('vault-config-operator', {
  summary: 'the secrets engines, policies and roles of Vault',
  bringsSecrets: ['vault', 'generated', 'terraform'],
  syncOptions: ['SkipDryRunOnMissingResource=true'],
  resources: ({ options }) => [
    secretsEngine(KV_MOUNT),
    secretsEngine(SYSTEM_MOUNT),
    passwordPolicy(),
    ...sharedPolicies(options.github !== undefined),
    kubernetesLogin(),
    adminRole(),
  ],
  clusterResources: ({ cluster, options }) => {
    const secrets = cluster.secrets.filter(isFromVault);
    const elsewhere = secrets.filter((each) => !isBelowOwnPath(each));
    return [
      ...sharedRoles(secrets.filter(isBelowOwnPath), Object.keys(options.github?.roles ?? {})),
      ...elsewhere.flatMap(ownRoles),
    ];
  },
});

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
    spec: { authentication: asAdmin, passwordPolicy: passwordPolicyText() },
  });
}

/** The same as the gate of Vault writes by hand, from then on in git. The name is the second half of the path. */
function kubernetesLogin(): KubernetesObject {
  return create('redhatcop.redhat.io/v1alpha1', 'KubernetesAuthEngineConfig', {
    metadata: keptInVault(AUTH_PATH),
    spec: {
      authentication: asAdmin,
      path: '/',
      kubernetesHost: 'https://kubernetes.default.svc:443',
      // Vault's own default, over which the operator would write false
      disableISSValidation: true,
      useOperatorPodCA: true,
    },
  });
}

function adminRole(): KubernetesObject {
  const holders = { policies: [roles.admin], namespaces: [VAULT_NAMESPACE], serviceAccounts: [ADMIN_ACCOUNT] };
  return role(roles.admin, holders, keptInVault(roles.admin));
}

interface Holder {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** The roles with which service accounts reach what is below their own path; none where no secret needs it. */
function sharedRoles(
  secrets: readonly DeclaredSecret[],
  githubNamespaces: readonly string[],
): readonly KubernetesObject[] {
  const readers = [
    ...secrets.map(holder),
    ...githubNamespaces.map((namespace) => ({ namespace, serviceAccount: 'default' })),
  ];
  return [...sharedRole(roles.reader, readers), ...sharedRole(roles.writer, secrets.filter(isGenerated).map(holder))];
}

function sharedRole(name: string, holders: readonly Holder[]): readonly KubernetesObject[] {
  if (holders.length === 0) return [];
  const namespaces = holders.map(({ namespace }) => namespace);
  return [
    role(name, { policies: [name], namespaces, serviceAccounts: holders.map(({ serviceAccount }) => serviceAccount) }),
  ];
}

/** A secret at another path opens that path alone, to its own service account alone. */
function ownRoles(secret: DeclaredSecret): readonly KubernetesObject[] {
  const { namespace, serviceAccount } = holder(secret);
  return (isGenerated(secret) ? (['reader', 'writer'] as const) : (['reader'] as const)).flatMap((kind) => {
    const name = roleOf(secret, kind);
    return [
      ownPolicy(secret, kind),
      role(name, { policies: [name], namespaces: [namespace], serviceAccounts: [serviceAccount] }),
    ];
  });
}

function holder(secret: DeclaredSecret): Holder {
  return { namespace: secret.namespace, serviceAccount: serviceAccountOf(secret) };
}

function isGenerated({ origin }: DeclaredSecret): boolean {
  return origin === 'generated';
}
