/** The namespace of everything but the certificate authority. */
export const NAMESPACE = 'clickhouse';

/** The installation, its one cluster of servers and its keepers: the operator makes the names of pods and Services of it. */
export const INSTALLATION = 'telemetry';

/** The operator as its chart calls it, and the Secret that it reads its own credentials from. */
export const OPERATOR = 'clickhouse-operator';

/** The ClusterIssuer of ClickHouse's own authority: a client gets the authority's certificate with one of its own. */
export const AUTHORITY = 'clickhouse-ca';

/** The Secret with the servers' certificate. */
export const SERVER_TLS = 'clickhouse-telemetry-tls';

/** What clients name: the database, whose tables reach over all shards. */
export const DATABASE = 'otel';

/** The database with each server's own part of the same tables. */
export const LOCAL_DATABASE = 'otel_local';

/** The user that makes copies, and the named collection that says where they go. */
export const COPIER = 'backup';
export const COLLECTION = 'backups';

/** The ports that speak TLS, which are all that a client reaches. */
export const ports = { native: 9440, https: 8443, interserver: 9009, keeper: 2181, raft: 9444 } as const;

/** The name that the operator gives the Service of one server; its pod has it with `-0` behind. */
export function serverName(shard: number, replica: number): string {
  return `chi-${INSTALLATION}-${INSTALLATION}-${shard}-${replica}`;
}

/** Metadata of an object in ClickHouse's own namespace. */
export function here(name: string): { name: string; namespace: string } {
  return { name, namespace: NAMESPACE };
}
