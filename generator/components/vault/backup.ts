import type { Backup, CheckContext } from '../../component.ts';
import type { ComponentOptions } from '../../generated/options.ts';
import { backupJob, COPY_FOLDER } from '../../kubernetes/backup-job.ts';
import { create } from '../../kubernetes/create.ts';
import { inVault, policy, role, VAULT_NAMESPACE } from '../../kubernetes/in-vault.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { type StoreFolder, storeAddress, storeSecret } from '../../kubernetes/object-store.ts';
import { AUTH_PATH } from '../../kubernetes/secret-objects.ts';
import type { DeclaredSecret } from '../../secret.ts';
import { renderText } from '../../text.ts';
import { distributionOf } from './distributions.ts';
import { restoreSteps } from './restore.ts';

type Options = ComponentOptions['vault'];

/** The CronJob, its identity, and its policy and role in Vault. */
const BACKUP = 'vault-backup';

/** The Secret with the credential of the object store. */
const STORE_SECRET = 'vault-backup-store';

const TOKEN_FOLDER = '/var/run/secrets/vault';

/** Who the image of either distribution runs as. */
const SERVER = { user: 100, group: 1000 } as const;

/** The credential of the object store. */
export function storeSecrets({ backup }: Pick<Options, 'backup'>): readonly DeclaredSecret[] {
  if (backup === undefined) return [];
  const purpose = 'the object store that copies of Vault go to';
  return [storeSecret(backup.store, { name: STORE_SECRET, namespace: VAULT_NAMESPACE, purpose })];
}

/** What takes snapshots and may do nothing else in Vault. */
export function backupObjects(options: Options, cluster: string): readonly KubernetesObject[] {
  const { backup, storageSize } = options;
  if (backup === undefined) return [];
  const holders = { policies: [BACKUP], namespaces: [VAULT_NAMESPACE], serviceAccounts: [BACKUP] };
  return [
    policy(BACKUP, renderText('vault/snapshot.hcl', {})),
    role(BACKUP, holders),
    create('v1', 'ServiceAccount', { metadata: inVault(BACKUP), automountServiceAccountToken: false }),
    backupJob({
      ...inVault(BACKUP),
      ...SERVER,
      backup,
      folder: folderOf(backup.store, cluster),
      secret: STORE_SECRET,
      serviceAccountName: BACKUP,
      take: snapshot(options),
      sizeLimit: storageSize,
      volumes: [
        { name: 'ca', secret: { secretName: 'vault-tls', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          name: 'token',
          projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 600 } }] },
        },
      ],
    }),
  ];
}

/** For the runbook. */
export function backups({ options, cluster, enabled }: CheckContext<'vault'>): readonly Backup[] {
  const { backup } = options;
  if (backup === undefined) return [];
  const folder = folderOf(backup.store, cluster.name);
  return [
    {
      what: 'Vault',
      into: 'vault/install',
      job: inVault(BACKUP),
      schedule: backup.schedule,
      keep: backup.keep,
      address: storeAddress(folder),
      restore: restoreSteps(options, folder, enabled['vault-config-operator'] !== undefined),
    },
  ];
}

function folderOf(store: StoreFolder['store'], cluster: string): StoreFolder {
  return { store, cluster, of: 'vault' };
}

function snapshot(options: Options) {
  const script = { auth: AUTH_PATH, role: BACKUP, token: `${TOKEN_FOLDER}/token`, folder: COPY_FOLDER };
  return {
    name: 'snapshot',
    image: distributionOf(options).image,
    command: ['/bin/sh', '-c', renderText('vault/snapshot.sh', script)],
    env: [
      { name: 'VAULT_ADDR', value: 'https://vault-active.vault.svc:8200' },
      { name: 'VAULT_CACERT', value: '/vault/tls/ca.crt' },
    ],
    resources: { requests: { cpu: '10m', memory: '128Mi' }, limits: { memory: '512Mi' } },
    volumeMounts: [
      { name: 'ca', mountPath: '/vault/tls', readOnly: true },
      { name: 'token', mountPath: TOKEN_FOLDER, readOnly: true },
    ],
  };
}
