import type { Dashboard } from './dashboard.ts';
import { bars, figure, lines, rows } from './panel.ts';
import { gaugeOverTime, hasValue, isError, isRequest, level, resource } from './sql.ts';

const seconds = 'greatest(1, toUnixTimestamp($__toTime) - toUnixTimestamp($__fromTime))';
const requests = `FROM otel_traces\nWHERE $__timeFilter(Timestamp) AND ${isRequest}`;

const services = `SELECT ServiceName AS service, count() AS requests, round(100 * countIf(${isError}) / count(), 2) AS "errors %",
  round(quantile(0.95)(Duration) / 1e6, 1) AS "p95 ms", max(Timestamp) AS "last request"
${requests}
GROUP BY service
ORDER BY requests DESC
LIMIT 100`;

const notReady = `SELECT ${resource('k8s.namespace.name')} AS namespace, ${resource('k8s.pod.name')} AS pod,
  ${resource('k8s.container.name')} AS container, max(TimeUnix) AS seen
FROM otel_metrics_gauge
WHERE $__timeFilter(TimeUnix) AND MetricName = 'k8s.container.ready' AND ${hasValue}
GROUP BY namespace, pod, container
HAVING argMax(Value, TimeUnix) = 0 AND seen > $__toTime - INTERVAL 5 MINUTE
ORDER BY namespace, pod, container
LIMIT 100`;

/** All signals at a glance: what is asked of the services, what they log, and what the cluster lacks. */
export const overview: Dashboard = {
  uid: 'overview',
  title: 'Overview',
  description: 'What is asked of the services, what they log, and how the nodes are.',
  variables: [],
  rows: [
    {
      height: 4,
      panels: [
        figure('Requests', 'reqps', `SELECT count() / ${seconds} AS requests\n${requests}`),
        figure(
          'Requests that failed',
          'percentunit',
          `SELECT countIf(${isError}) / greatest(1, count()) AS errors\n${requests}`,
        ),
        figure(
          'Lines of logs',
          'cps',
          `SELECT count() / ${seconds} AS lines\nFROM otel_logs\nWHERE $__timeFilter(Timestamp)`,
        ),
        figure('Services', 'none', `SELECT uniq(ServiceName) AS services\n${requests}`),
      ],
    },
    {
      height: 8,
      panels: [
        lines(
          'Requests by service',
          'reqps',
          `SELECT $__timeInterval(Timestamp) AS time, ServiceName AS service, count() / $__interval_s AS requests
${requests}
GROUP BY time, service
ORDER BY time`,
        ),
        bars(
          'Lines of logs by severity',
          'short',
          `SELECT $__timeInterval(Timestamp) AS time, ${level} AS level, count() AS lines
FROM otel_logs
WHERE $__timeFilter(Timestamp)
GROUP BY time, level
ORDER BY time`,
        ),
      ],
    },
    {
      height: 9,
      panels: [
        rows('Services', services, [{ column: 'service', dashboard: 'traces', variable: 'service' }]),
        rows('Containers that are not ready', notReady, [
          { column: 'namespace', dashboard: 'logs', variable: 'namespace' },
        ]),
      ],
    },
    {
      height: 8,
      panels: [
        lines('Processors in use, by node', 'short', gaugeOverTime("'k8s.node.cpu.usage'", resource('k8s.node.name'))),
        lines(
          'Memory in use, by node',
          'bytes',
          gaugeOverTime("'k8s.node.memory.working_set'", resource('k8s.node.name')),
        ),
      ],
    },
  ],
};
