import type { MeasuredPods, PlatformOptions } from '../../component.ts';
import { create } from '../../kubernetes/create.ts';
import type { ClusterFacts } from '../../model.ts';
import { CLUSTER, here, secrets } from './names.ts';
import { collector, gateways, healthCheck, memoryLimiter, nobody, telemetry, tlsMount, tlsVolume } from './workload.ts';

type Options = PlatformOptions<'opentelemetry'>['cluster'];
type Sources = ClusterFacts['metrics'];

/** The collector that asks what there is once in the cluster: its API server, and the components that measure. */
export function clusterCollector(options: Options, sources: Sources) {
  return create('opentelemetry.io/v1beta1', 'OpenTelemetryCollector', {
    metadata: { ...here(CLUSTER), annotations: { 'argocd.argoproj.io/sync-wave': '4' } },
    spec: {
      mode: 'deployment',
      ...collector,
      replicas: 1,
      // two at a time would count everything twice
      deploymentUpdateStrategy: { type: 'Recreate' },
      serviceAccount: CLUSTER,
      resources: { requests: { cpu: '100m', memory: options.memory }, limits: { memory: options.memory } },
      podSecurityContext: nobody,
      volumes: [tlsVolume(secrets.cluster)],
      volumeMounts: [tlsMount(secrets.cluster)],
      config: configuration(options, sources),
    },
  });
}

function configuration({ interval }: Options, sources: Sources) {
  const receivers = {
    k8s_cluster: { auth_type: 'serviceAccount', collection_interval: interval },
    ...(sources.length === 0 ? {} : { prometheus: { config: { scrape_configs: sources.map(scrape(interval)) } } }),
  } as const;
  return {
    extensions: { health_check: healthCheck },
    receivers,
    processors: { memory_limiter: memoryLimiter, batch: {} },
    exporters: { otlp_grpc: { ...gateways(secrets.cluster), retry_on_failure: { max_elapsed_time: '15m' } } },
    service: {
      extensions: ['health_check'],
      telemetry,
      pipelines: {
        metrics: {
          receivers: Object.keys(receivers),
          processors: ['memory_limiter', 'batch'],
          exporters: ['otlp_grpc'],
        },
      },
    },
  };
}

/** Every pod by itself, since behind a Service each answer would come from another. */
function scrape(interval: string) {
  return ({ name, namespace, labels, port, prefixes }: Sources[number]) =>
    ({
      job_name: name,
      scrape_interval: interval,
      // what a program says of others, a namespace or a job, is not renamed
      honor_labels: true,
      kubernetes_sd_configs: [
        { role: 'pod', namespaces: { names: [namespace] }, selectors: [{ role: 'pod', label: selector(labels) }] },
      ],
      relabel_configs: [
        { source_labels: ['__meta_kubernetes_pod_container_port_number'], regex: String(port), action: 'keep' },
      ],
      metric_relabel_configs: [
        { source_labels: ['__name__'], regex: prefixes.map((each) => `${each}.+`).join('|'), action: 'keep' },
      ],
    }) as const;
}

function selector(labels: MeasuredPods['labels']): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}
