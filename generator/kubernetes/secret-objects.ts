import { type DeclaredSecret, isFromVault, vaultPath } from '../secret.ts';
import { create } from './create.ts';
import type { KubernetesObject } from './object.ts';

/** The `kubernetes` auth mount of Vault; every cluster has its own Vault, so the name is the same everywhere. */
export const AUTH_PATH = 'kubernetes';
export const KV_MOUNT = 'kv';
export const GITHUB_MOUNT = 'github';
export const PASSWORD_POLICY = 'platform';

/** The Vault roles, and the policies of the same names: to set Vault up, to read the secrets below one's own path, to have one generated there. */
export const roles = { admin: 'config-admin', reader: 'secret-reader', writer: 'secret-writer' } as const;

/** Whether a secret lies below `<namespace>/<service account>/`, which the shared roles open to that service account. */
export function isBelowOwnPath(secret: DeclaredSecret): boolean {
  return vaultPath(secret).startsWith(`${secret.namespace}/${serviceAccountOf(secret)}/`);
}

/** The role that reads a secret, or has it generated: a shared one, or one of its own where its path is elsewhere. */
export function roleOf(secret: DeclaredSecret, role: 'reader' | 'writer'): string {
  return isBelowOwnPath(secret) ? roles[role] : `${roles[role]}.${secret.namespace}.${secret.name}`;
}

/** The service account in whose name a secret is read. */
export function serviceAccountOf(secret: DeclaredSecret): string {
  return secret.serviceAccount ?? 'default';
}

/** What makes a declared secret: a RandomSecret where Vault generates it, and the VaultSecret that brings it into the namespace, unless pods read it themselves. */
export function secretObjects(secret: DeclaredSecret): readonly KubernetesObject[] {
  if (!isFromVault(secret)) return [];
  const isMadeHere = secret.origin === 'generated' && secret.copy !== true;
  const unknown = secret.keys.filter((key) => knownValue(secret, key) === undefined);
  const generated = isMadeHere ? unknown.map((key) => randomSecret(secret, key)) : [];
  return secret.direct === true ? generated : [...generated, vaultSecret(secret)];
}

/** Who asks Vault: a service account of the namespace, in a role. */
function authentication(secret: DeclaredSecret, role: 'reader' | 'writer') {
  return { path: AUTH_PATH, role: roleOf(secret, role), serviceAccount: { name: serviceAccountOf(secret) } };
}

function randomSecret(secret: DeclaredSecret, key: string): KubernetesObject {
  const path = vaultPath(secret);
  const slash = path.lastIndexOf('/');
  return create('redhatcop.redhat.io/v1alpha1', 'RandomSecret', {
    metadata: { name: randomSecretName(secret, key), namespace: secret.namespace },
    spec: {
      authentication: authentication(secret, 'writer'),
      isKVSecretsEngineV2: true,
      path: `${KV_MOUNT}/data/${path.slice(0, slash)}`,
      name: path.slice(slash + 1),
      secretKey: key,
      secretFormat: { passwordPolicyName: PASSWORD_POLICY },
      // a RandomSecret that is removed by mistake must not take the password of a database with it
      kvSecretRetainPolicy: 'Retain',
    },
  });
}

function vaultSecret(secret: DeclaredSecret): KubernetesObject {
  const { name, namespace, labels } = secret;
  return create('redhatcop.redhat.io/v1alpha1', 'VaultSecret', {
    metadata: { name, namespace },
    spec: {
      vaultSecretDefinitions: [
        {
          name: 'secret',
          path: `${KV_MOUNT}/data/${vaultPath(secret)}`,
          requestType: 'GET',
          authentication: authentication(secret, 'reader'),
        },
      ],
      output: {
        name,
        type: typeOf(secret.keys),
        ...(labels === undefined ? {} : { labels }),
        stringData: Object.fromEntries(secret.keys.map((key) => [key, templateFor(secret, key)])),
      },
      refreshPeriod: '5m0s',
      refreshThreshold: 90,
      syncOnResourceChange: true,
    },
  });
}

/** Kubernetes' own types, which those who use such a Secret insist on, are known by their keys. */
export function typeOf(keys: readonly string[]): string {
  const sorted = [...keys].sort().join(' ');
  if (sorted === 'ssh-privatekey') return 'kubernetes.io/ssh-auth';
  if (sorted === 'tls.crt tls.key') return 'kubernetes.io/tls';
  return sorted === '.dockerconfigjson' ? 'kubernetes.io/dockerconfigjson' : 'Opaque';
}

/** Beside what Vault generates, a value that is known is written down; where a person puts a secret in, it is put in along with the others. */
function knownValue({ origin, known }: DeclaredSecret, key: string): string | undefined {
  return origin === 'generated' ? known?.[key] : undefined;
}

/** A key's value as a Go template, where `.a-b` is no name. Without `required`, a key that Vault lacks would become the text `<no value>`. */
function templateFor(secret: DeclaredSecret, key: string): string {
  const written = knownValue(secret, key);
  if (written !== undefined) return `{{ ${JSON.stringify(written)} }}`;
  const value = /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.secret.${key}` : `(index .secret ${JSON.stringify(key)})`;
  return `{{ required ${JSON.stringify(`${KV_MOUNT}/${vaultPath(secret)} has no ${key}`)} ${value} }}`;
}

/** Made of path and key, neither of which may change in a RandomSecret: for another one there is another object, and the old value stays. */
function randomSecretName(secret: DeclaredSecret, key: string): string {
  const path = vaultPath(secret);
  const isUsual = path === `${secret.namespace}/default/${secret.name}`;
  return `${isUsual ? secret.name : dashed(path)}-${dashed(key)}`;
}

/** As part of an object's name: `clientSecret` → `client-secret`. */
function dashed(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
}
