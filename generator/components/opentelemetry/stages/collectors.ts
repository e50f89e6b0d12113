import { defineStage, type Provided } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { identity, olderKubelet, reached } from '../access.ts';
import { agent } from '../agent.ts';
import { betweenCollectors, forClickhouse } from '../certificates.ts';
import { clusterCollector } from '../cluster-collector.ts';
import { destination, destinationSecrets } from '../destination.ts';
import { gateway } from '../gateway.ts';
import { instrumentations } from '../instrumentation.ts';
import { CLUSTER_FACTS, GATEWAY, HEADLESS, here, ports, SERVICE, senders } from '../names.ts';

/** The collectors, who they are, and where they send. */
export const collectors = defineStage('opentelemetry', {
  summary: 'the collectors on the nodes, the one that asks the cluster, and the gateway',
  needs: ['cert-manager/install'],
  after: ['clickhouse/instance'],
  needsWhen: ({ options }) => (options.export?.kind === 'clickhouse' ? ['clickhouse/instance'] : []),
  provides: ({ options }) => [...services, ...[...senders(options.agent.enabled), GATEWAY].map(monitoring)],
  secrets: ({ options, after }) => destinationSecrets(destination(options.export, after.clickhouse)),
  resources: ({ options, after }) => {
    const names = senders(options.agent.enabled);
    const to = destination(options.export, after.clickhouse);
    return [
      ...([...names, GATEWAY] as const).flatMap(identity),
      ...betweenCollectors(names),
      ...(options.agent.enabled ? [agent(options.agent)] : []),
      ...(to.kind === 'clickhouse' ? [forClickhouse()] : []),
      gateway(options, to),
      reached(names),
      ...instrumentations(options.instrumentation),
    ];
  },
  clusterResources: ({ cluster, options }) => [
    clusterCollector(options.cluster, cluster.metrics),
    ...(options.agent.enabled ? olderKubelet(cluster.kubernetes) : []),
    create('v1', 'ConfigMap', { metadata: here(CLUSTER_FACTS), data: { name: cluster.name } }),
  ],
});

/** Which the operator makes of the ports that the gateway listens on. */
const services: readonly Provided[] = [SERVICE, HEADLESS].map((name) => ({
  apiVersion: 'v1',
  kind: 'Service',
  ...here(name),
  ports: [ports.grpc, ports.http, ports.collectors],
}));

/** The Service that shows the metrics of a sort of collectors themselves. */
function monitoring(name: string): Provided {
  return { apiVersion: 'v1', kind: 'Service', ...here(`${name}-collector-monitoring`), ports: [ports.metrics] };
}
