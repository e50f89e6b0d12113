import type { PlatformOptions } from '../../component.ts';
import { create } from '../../kubernetes/create.ts';
import { edgeToleration } from '../../kubernetes/edge-toleration.ts';
import { AGENT, here, NAMESPACE, secrets } from './names.ts';
import {
  collector,
  gateways,
  healthCheck,
  memoryLimiter,
  podMetadata,
  telemetry,
  tlsMount,
  tlsVolume,
} from './workload.ts';

type Options = PlatformOptions<'opentelemetry'>['agent'];

/** Where the agent keeps how far it has read and what it has not got rid of, on the node: a restart loses and repeats nothing. */
const STATE = '/var/lib/otelcol';
const HOST = '/hostfs';

/** The collector on every node. */
export function agent(options: Options) {
  return create('opentelemetry.io/v1beta1', 'OpenTelemetryCollector', {
    metadata: { ...here(AGENT), annotations: { 'argocd.argoproj.io/sync-wave': '4' } },
    spec: {
      mode: 'daemonset',
      ...collector,
      replicas: 1,
      serviceAccount: AGENT,
      tolerations: [controlPlanes, ...(options.edges ? [edgeToleration] : [])],
      resources: { requests: { cpu: '100m', memory: options.memory }, limits: { memory: options.memory } },
      // the files of the logs are root's
      podSecurityContext: { runAsUser: 0, runAsGroup: 0, seccompProfile: { type: 'RuntimeDefault' } },
      env: [fromField('K8S_NODE_NAME', 'spec.nodeName'), fromField('K8S_NODE_IP', 'status.hostIP')],
      volumes: [
        { name: 'logs', hostPath: { path: '/var/log/pods', type: 'Directory' } },
        { name: 'host', hostPath: { path: '/', type: 'Directory' } },
        { name: 'state', hostPath: { path: STATE, type: 'DirectoryOrCreate' } },
        tlsVolume(secrets.agent),
      ],
      volumeMounts: [
        { name: 'logs', mountPath: '/var/log/pods', readOnly: true },
        { name: 'host', mountPath: HOST, readOnly: true, mountPropagation: 'HostToContainer' },
        { name: 'state', mountPath: STATE },
        tlsMount(secrets.agent),
      ],
      config: configuration(options),
    },
  });
}

const controlPlanes = {
  key: 'node-role.kubernetes.io/control-plane',
  operator: 'Exists',
  effect: 'NoSchedule',
} as const;

function fromField(name: string, fieldPath: 'spec.nodeName' | 'status.hostIP') {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

function configuration(options: Options) {
  const pipeline = { processors: ['memory_limiter', 'k8s_attributes', 'resource', 'batch'], exporters: ['otlp_grpc'] };
  return {
    extensions: { health_check: healthCheck, file_storage: { directory: STATE } },
    receivers: { file_log: logs, host_metrics: hostMetrics(options), kubelet_stats: kubeletStats(options) },
    processors,
    exporters: { otlp_grpc: gateway },
    service: {
      extensions: ['health_check', 'file_storage'],
      telemetry,
      pipelines: {
        logs: { receivers: ['file_log'], ...pipeline },
        metrics: { receivers: ['host_metrics', 'kubelet_stats'], ...pipeline },
      },
    },
  };
}

const processors = {
  memory_limiter: memoryLimiter,
  k8s_attributes: {
    auth_type: 'serviceAccount',
    // the pods of this node alone
    filter: { node_from_env_var: 'K8S_NODE_NAME' },
    extract: { metadata: [...podMetadata] },
    pod_association: [{ sources: [{ from: 'resource_attribute', name: 'k8s.pod.uid' }] }],
  },
  // what a node says about itself comes from no pod
  resource: { attributes: [{ key: 'k8s.node.name', value: `\${env:K8S_NODE_NAME}`, action: 'upsert' }] },
  batch: {},
} as const;

const logs = {
  include: ['/var/log/pods/*/*/*.log'],
  // each line of its own would make another one
  exclude: [`/var/log/pods/${NAMESPACE}_${AGENT}-collector-*/*/*.log`],
  // on a node's first day what is there already stays there; files that come later are read from their beginning
  start_at: 'end',
  include_file_path: true,
  storage: 'file_storage',
  retry_on_failure: { enabled: true },
  operators: [{ type: 'container' }],
} as const;

function hostMetrics({ interval }: Options) {
  return {
    collection_interval: interval,
    root_path: HOST,
    scrapers: { cpu: {}, load: {}, memory: {}, disk: {}, filesystem, network: {} },
  } as const;
}

/** Of a node, not of the thousand mounts of its pods. */
const filesystem = {
  exclude_mount_points: {
    match_type: 'regexp',
    mount_points: ['/dev/.*', '/proc/.*', '/sys/.*', '/run/.*', '/var/lib/kubelet/.*', '/var/lib/containerd/.*'],
  },
  exclude_fs_types: {
    match_type: 'strict',
    fs_types: [
      'autofs',
      'cgroup2',
      'configfs',
      'debugfs',
      'devtmpfs',
      'overlay',
      'proc',
      'squashfs',
      'sysfs',
      'tmpfs',
      'tracefs',
    ],
  },
} as const;

function kubeletStats({ interval, kubeletCertificates }: Options) {
  const isVerified = kubeletCertificates === 'verified';
  return {
    auth_type: 'serviceAccount',
    endpoint: `https://\${env:K8S_NODE_IP}:10250`,
    collection_interval: interval,
    ...(isVerified
      ? { ca_file: '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt' }
      : { insecure_skip_verify: true }),
    metric_groups: ['node', 'pod', 'container', 'volume'],
    // with the kind of a volume comes the name of its claim
    extra_metadata_labels: ['k8s.volume.type'],
  } as const;
}

/** Without an end to trying, since what waits is on the disk. */
const gateway = {
  ...gateways(secrets.agent),
  sending_queue: { storage: 'file_storage' },
  retry_on_failure: { max_elapsed_time: '0s' },
} as const;
