import type { ExternalSecretsOptions } from '../../generated/options.ts';
import { create, type ObjectOf } from '../../kubernetes/create.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { AUTH_PATH, KV_MOUNT } from '../../kubernetes/secret-objects.ts';
import type { DeclaredSecret } from '../../secret.ts';
import { OPERATOR, readerObjects, roleName } from './in-vault.ts';

type Options = Pick<ExternalSecretsOptions, 'stores' | 'secrets'>;
type Store = ExternalSecretsOptions['stores'][string];
type Provider = ObjectOf<'external-secrets.io/v1', 'ClusterSecretStore'>['spec']['provider'];

/** Whether any store is in the platform's own Vault. */
export function usesVault({ stores }: Pick<Options, 'stores'>): boolean {
  return Object.values(stores).some(({ kind }) => kind === 'vault');
}

/** The credentials of the stores outside. */
export function credentials({ stores }: Pick<Options, 'stores'>): readonly DeclaredSecret[] {
  return Object.entries(stores).flatMap(([name, store]) => {
    if (store.kind === 'vault') return [];
    const keys = store.kind === 'google' ? ['key.json'] : ['accessKeyId', 'secretAccessKey'];
    return [
      {
        ...store.credentials,
        name: secretName(name),
        namespace: OPERATOR,
        keys,
        purpose: `the secret store \`${name}\``,
      },
    ];
  });
}

function secretName(store: string): string {
  return `store-${store}`;
}

/** A store with what it needs in Vault. Only the namespaces that are named may use it: a ClusterSecretStore is open to all by default. */
export function storeObjects(name: string, store: Store, { secrets }: Options): readonly KubernetesObject[] {
  const users = secrets.filter((secret) => secret.store === name).map(({ namespace }) => namespace);
  const namespaces = [...new Set([...users, ...store.namespaces])].sort();
  return [
    ...(store.kind === 'vault' ? readerObjects(name, store.paths) : []),
    create('external-secrets.io/v1', 'ClusterSecretStore', {
      // a store whose role is not in Vault yet would be Degraded
      metadata: { name, annotations: { 'argocd.argoproj.io/sync-wave': '1' } },
      spec: { conditions: [{ namespaces }], provider: provider(name, store) },
    }),
  ];
}

function provider(name: string, store: Store): Provider {
  const credential = (key: string) => ({ name: secretName(name), namespace: OPERATOR, key });
  switch (store.kind) {
    case 'vault':
      return { vault: ownVault(name) };
    case 'google':
      return {
        gcpsm: {
          projectID: store.project,
          auth: { secretRef: { secretAccessKeySecretRef: credential('key.json') } },
          secretVersionSelectionPolicy: 'LatestOrFail',
        },
      };
    case 'aws':
      return {
        aws: {
          service: store.service,
          region: store.region,
          auth: {
            secretRef: {
              accessKeyIDSecretRef: credential('accessKeyId'),
              secretAccessKeySecretRef: credential('secretAccessKey'),
            },
          },
          sessionTagsPolicy: 'None',
        },
      };
  }
}

function ownVault(name: string): NonNullable<Provider['vault']> {
  return {
    server: 'https://vault-active.vault.svc:8200',
    caProvider: { type: 'Secret', name: 'vault-tls', namespace: 'vault', key: 'ca.crt' },
    path: KV_MOUNT,
    version: 'v2',
    auth: {
      kubernetes: {
        mountPath: AUTH_PATH,
        role: roleName(name),
        serviceAccountRef: { name: OPERATOR, namespace: OPERATOR },
      },
    },
  };
}
