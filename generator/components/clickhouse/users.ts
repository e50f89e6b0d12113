import type { ClickhouseOptions } from '../../generated/options.ts';
import type { DeclaredSecret } from '../../secret.ts';
import { COLLECTION, COPIER, DATABASE, LOCAL_DATABASE, NAMESPACE } from './names.ts';

/** Who uses the database, besides the operator. Their passwords are made in Vault; another namespace reads them at the same path, as a copy. */
const accounts = {
  collector: {
    purpose: 'the collector, which writes into ClickHouse',
    profile: 'default',
    // the columns of a table are read to see what it takes
    grants: [`INSERT, SHOW COLUMNS ON ${DATABASE}.*`, `INSERT, SHOW COLUMNS ON ${LOCAL_DATABASE}.*`],
  },
  grafana: {
    purpose: 'Grafana, which reads from ClickHouse',
    profile: 'reader',
    grants: [`SELECT, SHOW ON ${DATABASE}.*`, `SELECT, SHOW ON ${LOCAL_DATABASE}.*`],
  },
} as const;

/** Who makes copies and brings them back; there only with a backup. */
const copier = {
  purpose: 'the backup of ClickHouse',
  profile: 'default',
  grants: [`BACKUP, INSERT, CREATE ON ${LOCAL_DATABASE}.*`, `NAMED COLLECTION ON ${COLLECTION}`, 'S3 ON *.*'],
} as const;

function accountsOf({ backup }: Pick<ClickhouseOptions, 'backup'>) {
  return Object.entries(backup === undefined ? accounts : { ...accounts, [COPIER]: copier });
}

type Users = { readonly [path: string]: string | string[] | { readonly valueFrom: Reference } };
interface Reference {
  readonly secretKeyRef: { readonly name: string; readonly key: string };
}

/** The passwords, generated in Vault. */
export function userSecrets(options: Pick<ClickhouseOptions, 'backup'>): readonly DeclaredSecret[] {
  return accountsOf(options).map(([name, { purpose }]) => ({
    name,
    namespace: NAMESPACE,
    purpose,
    keys: ['password'],
    origin: 'generated',
  }));
}

/** Reading may limit itself further, as Grafana does, and change nothing. */
export const profiles = { 'reader/readonly': '2', 'reader/max_execution_time': '60' } as const;

/** The users as the operator takes them; let in from the pods of the cluster alone. */
export function users(options: Pick<ClickhouseOptions, 'backup' | 'podNetworks'>): Users {
  return Object.fromEntries(
    accountsOf(options).flatMap(([name, { profile, grants }]) => [
      [`${name}/password`, { valueFrom: { secretKeyRef: { name, key: 'password' } } }],
      [`${name}/profile`, profile],
      [`${name}/networks/ip`, [...options.podNetworks]],
      [`${name}/grants/query`, grants.map((grant) => `GRANT ${grant}`)],
    ]),
  );
}
