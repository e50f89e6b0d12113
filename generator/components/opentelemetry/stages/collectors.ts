import { defineStage, type Provided } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { identity, reached } from '../access.ts';
import { agent } from '../agent.ts';
import { betweenCollectors, forClickhouse } from '../certificates.ts';
import { destination, destinationSecrets } from '../destination.ts';
import { gateway } from '../gateway.ts';
import { instrumentations } from '../instrumentation.ts';
import { AGENT, CLUSTER_FACTS, GATEWAY, HEADLESS, here, ports, SERVICE } from '../names.ts';

/** The collectors, who they are, and where they send. */
export const collectors = defineStage('opentelemetry', {
  summary: 'the collectors on the nodes and the gateway',
  needs: ['cert-manager/install'],
  after: ['clickhouse/instance'],
  needsWhen: ({ options }) => (options.export?.kind === 'clickhouse' ? ['clickhouse/instance'] : []),
  provides: ({ options }) => [
    ...services(options.agent.enabled),
    { apiVersion: 'v1', kind: 'Service', ...here(`${SERVICE}-monitoring`), ports: [ports.metrics] },
    ...(options.agent.enabled
      ? [{ apiVersion: 'v1', kind: 'Service', ...here(`${AGENT}-collector-monitoring`), ports: [ports.metrics] }]
      : []),
  ],
  secrets: ({ options, after }) => destinationSecrets(destination(options.export, after.clickhouse)),
  resources: ({ options, after }) => {
    const to = destination(options.export, after.clickhouse);
    return [
      ...identity(GATEWAY),
      ...(options.agent.enabled ? [...identity(AGENT), ...betweenCollectors(), agent(options.agent)] : []),
      ...(to.kind === 'clickhouse' ? [forClickhouse()] : []),
      gateway(options, to),
      reached(options.agent.enabled),
      ...instrumentations(options.instrumentation),
    ];
  },
  clusterResources: ({ cluster }) => [
    create('v1', 'ConfigMap', { metadata: here(CLUSTER_FACTS), data: { name: cluster.name } }),
  ],
});

/** Which the operator makes of the ports that the gateway listens on. */
function services(hasAgent: boolean): readonly Provided[] {
  const open = [ports.grpc, ports.http, ...(hasAgent ? [ports.agent] : [])];
  return [SERVICE, HEADLESS].map((name) => ({ apiVersion: 'v1', kind: 'Service', ...here(name), ports: open }));
}
