import type { Dashboard, Variable } from './dashboard.ts';
import { lines, rows } from './panel.ts';
import { gaugeOverTime, hasValue, resource } from './sql.ts';

const node = resource('k8s.node.name');
const namespace = resource('k8s.namespace.name');
const volume = resource('k8s.persistentvolumeclaim.name');

const disks = `SELECT time, node, 1 - available / capacity AS used
FROM (
  SELECT $__timeInterval(TimeUnix) AS time, ${node} AS node,
    argMaxIf(Value, TimeUnix, MetricName = 'k8s.node.filesystem.available') AS available,
    argMaxIf(Value, TimeUnix, MetricName = 'k8s.node.filesystem.capacity') AS capacity
  FROM otel_metrics_gauge
  WHERE $__timeFilter(TimeUnix) AND MetricName IN ('k8s.node.filesystem.available', 'k8s.node.filesystem.capacity') AND ${hasValue}
  GROUP BY time, node
)
WHERE capacity > 0
ORDER BY time`;

const volumes = `SELECT namespace, claim, round(100 * (1 - available / capacity), 1) AS "used %", formatReadableSize(capacity) AS size
FROM (
  SELECT ${namespace} AS namespace, ${volume} AS claim,
    argMaxIf(Value, TimeUnix, MetricName = 'k8s.volume.available') AS available,
    argMaxIf(Value, TimeUnix, MetricName = 'k8s.volume.capacity') AS capacity
  FROM otel_metrics_gauge
  WHERE $__timeFilter(TimeUnix) AND MetricName IN ('k8s.volume.available', 'k8s.volume.capacity') AND claim != '' AND ${hasValue}
  GROUP BY namespace, claim
)
WHERE capacity > 0
ORDER BY "used %" DESC
LIMIT 100`;

const restarts = `SELECT ${namespace} AS namespace, ${resource('k8s.pod.name')} AS pod, ${resource('k8s.container.name')} AS container,
  max(Value) - min(Value) AS restarts
FROM otel_metrics_gauge
WHERE $__timeFilter(TimeUnix) AND MetricName = 'k8s.container.restarts' AND ${hasValue}
GROUP BY namespace, pod, container
HAVING restarts > 0
ORDER BY restarts DESC
LIMIT 100`;

/** What a counter grew by in each interval, a second, by service; each series is compared with its own interval before. */
function counterOverTime(value: string, from: string, metric: string): string {
  return `SELECT time, service, sum(if(isDelta, value, greatest(0, value - before))) / $__interval_s AS rate
FROM (
  SELECT time, service, series, isDelta, value,
    lagInFrame(value, 1, value) OVER (PARTITION BY service, series ORDER BY time ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before
  FROM (
    SELECT $__timeInterval(TimeUnix) AS time, ServiceName AS service, cityHash64(ResourceAttributes, Attributes) AS series,
      any(AggregationTemporality) = 1 AS isDelta, if(isDelta, sum(${value}), max(${value})) AS value
    FROM ${from}
    WHERE $__timeFilter(TimeUnix) AND MetricName = ${metric} AND ${hasValue}
    GROUP BY time, service, series
  )
)
GROUP BY time, service
ORDER BY time`;
}

function names(name: string, label: string, table: string): Variable {
  const sql = `SELECT DISTINCT MetricName FROM ${table} WHERE $__timeFilter(TimeUnix) ORDER BY MetricName`;
  return { kind: 'query', name, label, sql, all: false };
}

/** What nodes, pods and volumes use, and any other metric by its name. */
export const metrics: Dashboard = {
  uid: 'metrics',
  title: 'Metrics',
  description: 'What nodes, pods and volumes use, and any other metric by its name.',
  variables: [
    names('gauge', 'Gauge', 'otel_metrics_gauge'),
    names('counter', 'Counter', 'otel_metrics_sum'),
    names('histogram', 'Histogram', 'otel_metrics_histogram'),
  ],
  rows: [
    {
      height: 8,
      panels: [
        lines('Processors in use, by node', 'short', gaugeOverTime("'k8s.node.cpu.usage'", node)),
        lines('Memory in use, by node', 'bytes', gaugeOverTime("'k8s.node.memory.working_set'", node)),
        lines("Nodes' own disks in use", 'percentunit', disks),
      ],
    },
    {
      height: 8,
      panels: [
        lines('Processors in use, by namespace', 'short', gaugeOverTime("'k8s.pod.cpu.usage'", namespace)),
        lines('Memory in use, by namespace', 'bytes', gaugeOverTime("'k8s.pod.memory.working_set'", namespace)),
      ],
    },
    { height: 9, panels: [rows('Volumes, the fullest first', volumes), rows('Containers that restarted', restarts)] },
    {
      height: 9,
      panels: [
        lines('The gauge, summed by service', 'short', gaugeOverTime('${gauge:sqlstring}', 'ServiceName')),
        lines('The counter, a second', 'cps', counterOverTime('Value', 'otel_metrics_sum', '${counter:sqlstring}')),
        lines(
          'Observations of the histogram, a second',
          'cps',
          counterOverTime('toFloat64(Count)', 'otel_metrics_histogram', '${histogram:sqlstring}'),
        ),
      ],
    },
  ],
};
