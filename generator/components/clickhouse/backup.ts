import type { Backup, CheckContext } from '../../component.ts';
import type { ClickhouseOptions, S3Store } from '../../generated/options.ts';
import type { GoogleNeed } from '../../google-need.ts';
import { backupJob } from '../../kubernetes/backup-job.ts';
import { storeAccount } from '../../kubernetes/google-store.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import {
  listStep,
  pathInStore,
  type StoreFolder,
  storeAddress,
  storeSecret,
  storeUrl,
} from '../../kubernetes/object-store.ts';
import type { DeclaredSecret } from '../../secret.ts';
import { renderText } from '../../text.ts';
import { COLLECTION, COPIER, here, LOCAL_DATABASE, NAMESPACE, ports, SERVER_TLS, serverName } from './names.ts';
import { podIdentity } from './pods.ts';
import { release } from './release.ts';
import { TRACE_TIMES_VIEW } from './startup-scripts.ts';

const BACKUP = 'clickhouse-backup';

/** The Secret with the credential of the object store. */
const STORE_SECRET = 'clickhouse-backup-store';

type WithBackup = Pick<ClickhouseOptions, 'backup'>;
type WithServers = Pick<ClickhouseOptions, 'backup' | 'shards' | 'replicas'>;

/** The store where there is one that servers can reach; a check says so of any other. */
function storeOf({ backup }: WithBackup): S3Store | undefined {
  return backup?.store.kind === 's3' ? backup.store : undefined;
}

/** The credential of the store, which servers and the CronJob take. */
export function storeSecrets(options: WithBackup): readonly DeclaredSecret[] {
  const store = storeOf(options);
  if (store === undefined) return [];
  const purpose = 'the object store that copies of ClickHouse go to';
  return [storeSecret(store, { name: STORE_SECRET, namespace: NAMESPACE, purpose })];
}

/** The account with which copies are put into a bucket of Google's. */
export function google({ options }: CheckContext<'clickhouse'>): readonly GoogleNeed[] {
  const store = storeOf(options);
  if (store === undefined) return [];
  return storeSecrets(options).flatMap((secret) => storeAccount(BACKUP, store, secret, ['backup', 'store']));
}

/** Where copies go, as servers know it: by name, so that no statement and no log of statements holds the credential. */
export function collection(options: WithBackup) {
  const store = storeOf(options);
  if (store === undefined) return {};
  const from = (key: string) => ({ valueFrom: { secretKeyRef: { name: STORE_SECRET, key } } });
  return {
    [`named_collections/${COLLECTION}/url`]: storeUrl(store),
    [`named_collections/${COLLECTION}/access_key_id`]: from('accessKeyId'),
    [`named_collections/${COLLECTION}/secret_access_key`]: from('secretAccessKey'),
  };
}

/** What has one server of each shard copy its tables. */
export function backupObjects(options: WithServers, cluster: string): readonly KubernetesObject[] {
  const store = storeOf(options);
  if (options.backup === undefined || store === undefined) return [];
  return [
    backupJob({
      ...here(BACKUP),
      user: podIdentity.runAsUser,
      group: podIdentity.runAsGroup,
      backup: options.backup,
      folder: folderOf(store, cluster),
      secret: STORE_SECRET,
      take: copy(options, cluster),
      volumes: [
        { name: 'tmp', emptyDir: {} },
        { name: 'ca', secret: { secretName: SERVER_TLS, items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      ],
    }),
  ];
}

/** For the runbook. */
export function backups({ options, cluster }: CheckContext<'clickhouse'>): readonly Backup[] {
  const store = storeOf(options);
  if (options.backup === undefined || store === undefined) return [];
  const { schedule, keep } = options.backup;
  const folder = folderOf(store, cluster.name);
  const restore = [listStep(folder), bringBack(options, folder)];
  return [
    {
      what: 'ClickHouse',
      into: 'clickhouse/instance',
      job: here(BACKUP),
      schedule,
      keep,
      address: storeAddress(folder),
      restore,
    },
  ];
}

function folderOf(store: S3Store, cluster: string): StoreFolder & { readonly store: S3Store } {
  return { store, cluster, of: 'clickhouse' };
}

function copy({ shards, replicas }: WithServers, cluster: string) {
  const servers = (shard: number) => numbers(replicas).map((replica) => serverName(shard, replica));
  const script = renderText('clickhouse/backup.sh', {
    port: String(ports.native),
    user: COPIER,
    database: LOCAL_DATABASE,
    view: TRACE_TIMES_VIEW,
    collection: COLLECTION,
    path: pathInStore({ cluster, of: 'clickhouse' }),
    shards: numbers(shards).map((shard) => ({ number: String(shard), servers: servers(shard).join(' ') })),
  });
  return {
    name: 'copy',
    image: `clickhouse/clickhouse-server:${release.clickhouse}`,
    command: ['/bin/bash', '-c', script],
    env: [{ name: 'CLICKHOUSE_PASSWORD', valueFrom: { secretKeyRef: { name: COPIER, key: 'password' } } }],
    resources: { requests: { cpu: '10m', memory: '128Mi' }, limits: { memory: '512Mi' } },
    volumeMounts: [
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'ca', mountPath: '/tls', readOnly: true },
    ],
  };
}

function bringBack({ shards }: WithServers, folder: StoreFolder) {
  return {
    text: `Bring each shard back on one of its servers; the others take it from there. There must be as many shards as were copied. What has come in since stays, and tables keep their rows as long as the options say now. The password is at \`kv/${NAMESPACE}/default/${COPIER}\` in Vault, and servers reach the store with the credential that they have.`,
    commands: numbers(shards).map((shard) => {
      const server = serverName(shard, 0);
      const client = `clickhouse-client --secure --port ${ports.native} --host ${server} --accept-invalid-certificate --user ${COPIER} --ask-password`;
      const from = `S3(${COLLECTION}, '${pathInStore(folder)}/<copy>/shard-${shard}')`;
      const query = `RESTORE DATABASE ${LOCAL_DATABASE} FROM ${from} SETTINGS allow_non_empty_tables = true, allow_different_table_def = true`;
      return `kubectl -n ${NAMESPACE} exec -ti ${server}-0 -c clickhouse -- ${client} --receive_timeout 3600 --query "${query}"`;
    }),
  };
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
