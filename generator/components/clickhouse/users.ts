import type { DeclaredSecret } from '../../secret.ts';
import { DATABASE, LOCAL_DATABASE, NAMESPACE } from './names.ts';

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

type Users = { readonly [path: string]: string | string[] | { readonly valueFrom: Reference } };
interface Reference {
  readonly secretKeyRef: { readonly name: string; readonly key: string };
}

/** The passwords, generated in Vault. */
export const userSecrets: readonly DeclaredSecret[] = Object.entries(accounts).map(([name, { purpose }]) => ({
  name,
  namespace: NAMESPACE,
  purpose,
  keys: ['password'],
  origin: 'generated',
}));

/** Reading may limit itself further, as Grafana does, and change nothing. */
export const profiles = { 'reader/readonly': '2', 'reader/max_execution_time': '60' } as const;

/** The users as the operator takes them; let in from the pods of the cluster alone. */
export function users(podNetworks: readonly string[]): Users {
  return Object.fromEntries(
    Object.entries(accounts).flatMap(([name, { profile, grants }]) => [
      [`${name}/password`, { valueFrom: { secretKeyRef: { name, key: 'password' } } }],
      [`${name}/profile`, profile],
      [`${name}/networks/ip`, [...podNetworks]],
      [`${name}/grants/query`, grants.map((grant) => `GRANT ${grant}`)],
    ]),
  );
}
