import { create } from '../../kubernetes/create.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { DeclaredSecret } from '../../secret.ts';
import { DATA_SOURCE, type Model, PLUGIN } from './data-source.ts';
import { fileOf, type Mounted } from './mounts.ts';

/** The Secret with the password of ClickHouse's user `grafana`. */
export const PASSWORD: Mounted = { name: 'grafana-clickhouse', folder: 'clickhouse' };

/** The Secret with a certificate of Grafana's own, and beside it that of the authority that signed ClickHouse's as well. */
export const CERTIFICATE: Mounted = { name: 'grafana-clickhouse-tls', folder: 'clickhouse-tls' };

/** ClickHouse's user `grafana`, who reads; its password is generated where ClickHouse is. */
export const clickhousePassword: DeclaredSecret = {
  name: PASSWORD.name,
  namespace: 'grafana',
  keys: ['password'],
  origin: 'generated',
  copy: true,
  path: 'clickhouse/default/grafana',
  purpose: 'reading logs, traces and metrics in ClickHouse',
};

/** What brings the authority's certificate into Grafana's namespace: it comes with any that ClickHouse's issuer signs. */
export function clickhouseCertificate(): KubernetesObject {
  return create('cert-manager.io/v1', 'Certificate', {
    metadata: { name: 'grafana-clickhouse', namespace: 'grafana' },
    spec: {
      secretName: CERTIFICATE.name,
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'clickhouse-ca' },
      commonName: 'grafana',
      usages: ['digital signature', 'client auth'],
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
    },
  });
}

/** The data sources as Grafana's provisioning reads them: ClickHouse where there is one, and no other that was provisioned before. */
export function dataSources(hasClickhouse: boolean): Model {
  return { apiVersion: 1, prune: true, datasources: hasClickhouse ? [clickhouse] : [] };
}

const clickhouse: Model = {
  uid: DATA_SOURCE,
  name: 'ClickHouse',
  type: PLUGIN,
  access: 'proxy',
  isDefault: true,
  editable: false,
  jsonData: {
    host: 'clickhouse-telemetry.clickhouse.svc',
    port: 9440,
    protocol: 'native',
    secure: true,
    tlsAuthWithCACert: true,
    username: 'grafana',
    defaultDatabase: 'otel',
    logs: { defaultDatabase: 'otel', defaultTable: 'otel_logs', otelEnabled: true, otelVersion: 'latest' },
    traces: {
      defaultDatabase: 'otel',
      defaultTable: 'otel_traces',
      otelEnabled: true,
      otelVersion: 'latest',
      durationUnit: 'nanoseconds',
    },
  },
  // Grafana reads environment variables into what it finds there, so a `$` would be lost; the password policy has none
  secureJsonData: { password: fileOf(PASSWORD, 'password'), tlsCACert: fileOf(CERTIFICATE, 'ca.crt') },
};
