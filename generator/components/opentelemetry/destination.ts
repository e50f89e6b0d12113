import type { OpentelemetryOptions } from '../../generated/options.ts';
import type { DeclaredSecret } from '../../secret.ts';
import { CLICKHOUSE_USER, folderOf, here, OTLP_HEADER, secrets } from './names.ts';

/** Where everything goes: a place that is named, ClickHouse where it is enabled, or nowhere, which no cluster gets away with. */
export type Destination = NonNullable<OpentelemetryOptions['export']> | { readonly kind: 'nowhere' };

/** The destination of a platform or of a cluster. */
export function destination(chosen: OpentelemetryOptions['export'], clickhouse: object | undefined): Destination {
  return chosen ?? (clickhouse === undefined ? { kind: 'nowhere' } : { kind: 'clickhouse' });
}

/** The secret with which the gateway is let in there; ClickHouse makes the password of its user, and this is a copy. */
export function destinationSecrets(to: Destination): readonly DeclaredSecret[] {
  if (to.kind === 'clickhouse') {
    const purpose = 'the collectors, which write into ClickHouse';
    const path = 'clickhouse/default/collector';
    return [{ ...here(CLICKHOUSE_USER), purpose, keys: ['password'], origin: 'generated', copy: true, path }];
  }
  if (to.kind !== 'otlp' || to.authorization === undefined) return [];
  const purpose = `the collectors, which send to ${to.endpoint}`;
  const holds = 'The whole header, such as `Bearer …`.';
  return [{ ...to.authorization, ...here(OTLP_HEADER), purpose, keys: ['authorization'], holds }];
}

/** The exporter that reaches it, by the name that pipelines call it by. */
export function exporterOf(to: Destination) {
  if (to.kind === 'clickhouse') return { clickhouse };
  if (to.kind === 'nowhere') return { nop: {} };
  const { endpoint, authorization } = to;
  const headers = { authorization: `\${env:${variables.header.name}}` };
  return { otlp_grpc: { endpoint, ...(authorization === undefined ? {} : { headers }), ...patience } };
}

/** The environment of the gateway that its exporter reads. */
export function exporterEnvironment(to: Destination) {
  if (to.kind === 'clickhouse') return [variables.password];
  return to.kind === 'otlp' && to.authorization !== undefined ? [variables.header] : [];
}

const variables = {
  password: {
    name: 'CLICKHOUSE_PASSWORD',
    valueFrom: { secretKeyRef: { name: CLICKHOUSE_USER, key: 'password' } },
  },
  header: {
    name: 'OTLP_AUTHORIZATION',
    valueFrom: { secretKeyRef: { name: OTLP_HEADER, key: 'authorization' } },
  },
} as const;

// a few minutes of a busy cluster; the agents hold back what does not fit
const patience = { sending_queue: { queue_size: 200 }, retry_on_failure: { max_elapsed_time: '15m' } } as const;

const clickhouse = {
  endpoint: 'tcp://clickhouse-telemetry.clickhouse.svc:9440?secure=true',
  database: 'otel',
  username: 'collector',
  password: `\${env:${variables.password.name}}`,
  // the servers make the tables, over all shards and for as long as ClickHouse's options say
  create_schema: false,
  tls: { ca_file: `${folderOf(secrets.clickhouse)}/ca.crt` },
  ...patience,
} as const;
