import type { ChartValues, PlatformOptions } from '../../component.ts';
import type { PlatformFacts } from '../../model.ts';

/** The chart's values of what runs: how often, and what it asks for. There are no limits: one that is too low ends the process it should protect. */
export function workloads(
  { controllers, ha, replicas, sso }: PlatformOptions<'argocd'>,
  { clusters, requestsPerSecond }: PlatformFacts,
): ChartValues {
  const shares = controllers ?? sharesOf(clusters.length);
  return {
    controller: {
      replicas: shares === 1 ? undefined : shares,
      env: requestsPerSecond === undefined ? undefined : [patience(requestsPerSecond)],
      ...asks('250m', '1Gi'),
    },
    server: { ...several(replicas), ...asks('50m', '128Mi') },
    repoServer: { ...several(replicas), ...asks('250m', '512Mi') },
    applicationSet: { ...several(replicas), ...asks('50m', '128Mi') },
    dex: sso === undefined ? { enabled: false } : asks('10m', '64Mi'),
    ...(ha ? { 'redis-ha': copiesOfRedis() } : { redis: asks('50m', '128Mi') }),
    notifications: { enabled: false },
  };
}

/** How many controllers share out so many clusters. A controller holds the state of each of its clusters in memory. */
export function sharesOf(clusters: number): number {
  return Math.ceil(clusters / 20);
}

/** With many kinds Argo CD would hold itself back for minutes; the chart passes this on in no other way. */
function patience(requestsPerSecond: number): ChartValues {
  return { name: 'ARGOCD_K8S_CLIENT_QPS', value: String(requestsPerSecond) };
}

const oneAtATime = { maxUnavailable: 1 };

function several(replicas: number): ChartValues {
  return replicas === 1 ? {} : { replicas, pdb: { enabled: true, ...oneAtATime } };
}

/** Three of them, which choose the one that is written to, and a proxy that leads there. */
function copiesOfRedis(): ChartValues {
  return {
    enabled: true,
    podDisruptionBudget: oneAtATime,
    redis: asks('50m', '128Mi'),
    sentinel: asks('10m', '32Mi'),
    splitBrainDetection: asks('10m', '32Mi'),
    haproxy: { podDisruptionBudget: oneAtATime, ...asks('10m', '64Mi') },
  };
}

function asks(cpu: string, memory: string): ChartValues {
  return { resources: { requests: { cpu, memory } } };
}
