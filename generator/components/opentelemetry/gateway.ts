import type { PlatformOptions } from '../../component.ts';
import { create } from '../../kubernetes/create.ts';
import { type Destination, exporterEnvironment, exporterOf } from './destination.ts';
import { CLUSTER_FACTS, folderOf, GATEWAY, here, podsOf, ports, secrets } from './names.ts';
import {
  collector,
  healthCheck,
  memoryLimiter,
  nobody,
  podMetadata,
  telemetry,
  tlsMount,
  tlsVolume,
} from './workload.ts';

type Options = PlatformOptions<'opentelemetry'>;

/** The collectors that everything passes through. */
export function gateway(options: Options, to: Destination) {
  const { replicas, memory } = options.gateway;
  const certificates = [secrets.gateway, ...(to.kind === 'clickhouse' ? [secrets.clickhouse] : [])];
  return create('opentelemetry.io/v1beta1', 'OpenTelemetryCollector', {
    metadata: { ...here(GATEWAY), annotations: { 'argocd.argoproj.io/sync-wave': '4' } },
    spec: {
      mode: 'deployment',
      ...collector,
      replicas,
      serviceAccount: GATEWAY,
      podDisruptionBudget: { maxUnavailable: 1 },
      topologySpreadConstraints: apart,
      resources: { requests: { cpu: '200m', memory }, limits: { memory } },
      podSecurityContext: nobody,
      env: [clusterName, ...exporterEnvironment(to)],
      volumes: certificates.map(tlsVolume),
      volumeMounts: certificates.map(tlsMount),
      config: configuration(to),
    },
  });
}

const apart = [
  {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: podsOf(GATEWAY) },
  },
] as const;

const clusterName = {
  name: 'CLUSTER_NAME',
  valueFrom: { configMapKeyRef: { name: CLUSTER_FACTS, key: 'name' } },
} as const;

function configuration(to: Destination) {
  const exporters = exporterOf(to);
  const ends = { exporters: Object.keys(exporters) };
  const ofPods = { processors: ['memory_limiter', 'k8s_attributes', 'resource', 'batch'], ...ends };
  // the other collectors know already whose it is
  const known = { receivers: ['otlp/collectors'], processors: ['memory_limiter', 'resource', 'batch'], ...ends };
  const own = { receivers: ['otlp'], ...ofPods };
  return {
    extensions: { health_check: healthCheck },
    receivers: { otlp: everybody, 'otlp/collectors': collectors },
    processors,
    exporters,
    service: {
      extensions: ['health_check'],
      telemetry,
      pipelines: {
        traces: own,
        metrics: own,
        logs: own,
        'metrics/collectors': known,
        'logs/collectors': known,
      },
    },
  };
}

const everybody = {
  protocols: {
    grpc: { endpoint: `0.0.0.0:${ports.grpc}`, max_recv_msg_size_mib: 16 },
    http: { endpoint: `0.0.0.0:${ports.http}` },
  },
} as const;

/** Whoever has a certificate of the collectors' own authority. */
const collectors = {
  protocols: {
    grpc: {
      endpoint: `0.0.0.0:${ports.collectors}`,
      max_recv_msg_size_mib: 16,
      tls: {
        cert_file: `${folderOf(secrets.gateway)}/tls.crt`,
        key_file: `${folderOf(secrets.gateway)}/tls.key`,
        client_ca_file: `${folderOf(secrets.gateway)}/ca.crt`,
        reload_interval: '1h',
      },
    },
  },
} as const;

const processors = {
  memory_limiter: memoryLimiter,
  k8s_attributes: {
    auth_type: 'serviceAccount',
    extract: { metadata: [...podMetadata] },
    // by what it says of itself, else by where the connection comes from
    pod_association: [
      { sources: [{ from: 'resource_attribute', name: 'k8s.pod.uid' }] },
      { sources: [{ from: 'resource_attribute', name: 'k8s.pod.ip' }] },
      { sources: [{ from: 'connection' }] },
    ],
  },
  resource: { attributes: [{ key: 'k8s.cluster.name', value: `\${env:CLUSTER_NAME}`, action: 'upsert' }] },
  // ClickHouse wants few and large inserts
  batch: { timeout: '5s', send_batch_size: 10000, send_batch_max_size: 20000 },
} as const;
