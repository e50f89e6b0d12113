/** The namespace of the operator and its collectors. */
export const NAMESPACE = 'opentelemetry';

/** The sorts of collectors: the operator calls their Services `<name>-collector`. */
export const AGENT = 'agent';
export const CLUSTER = 'cluster';
export const GATEWAY = 'gateway';

/** A sort of collectors that sends to the gateways. */
export type Sender = typeof AGENT | typeof CLUSTER;

/** Those who send to the gateways what they have gathered themselves. */
export function senders(hasAgent: boolean): readonly Sender[] {
  return hasAgent ? [AGENT, CLUSTER] : [CLUSTER];
}

/** The Service that programs send to, and the one of it whose addresses are the pods' own. */
export const SERVICE = `${GATEWAY}-collector`;
export const HEADLESS = `${SERVICE}-headless`;
export const DOMAIN = `${NAMESPACE}.svc.cluster.local`;

/** OTLP over gRPC and over HTTP for everybody, and over gRPC with certificates for the other collectors alone. */
export const ports = { grpc: 4317, http: 4318, collectors: 4319, metrics: 8888, health: 13133 } as const;

/** The Secrets with certificates, each mounted below a folder of its own name. */
export const secrets = {
  gateway: 'gateway-tls',
  agent: 'agent-tls',
  cluster: 'cluster-tls',
  clickhouse: 'clickhouse-client-tls',
} as const;

/** The Secret with ClickHouse's password, and the one with the header for another receiver. */
export const CLICKHOUSE_USER = 'clickhouse';
export const OTLP_HEADER = 'otlp-export';

/** The ConfigMap that says which cluster this is, which only an overlay knows. */
export const CLUSTER_FACTS = 'cluster';

/** Where a Secret with a certificate is mounted. */
export function folderOf(secret: string): string {
  return `/etc/otelcol/${secret}`;
}

/** Metadata of an object of the namespace. */
export function here(name: string): { name: string; namespace: string } {
  return { name, namespace: NAMESPACE };
}

/** What the operator labels the pods of a sort of collectors with. */
export function podsOf(name: string): { readonly [key: string]: string } {
  return {
    'app.kubernetes.io/instance': `${NAMESPACE}.${name}`,
    'app.kubernetes.io/component': 'opentelemetry-collector',
  };
}
