import type { Dashboard } from './dashboard.ts';
import { lines, rows, trace } from './panel.ts';
import { isError, isRequest, where } from './sql.ts';

const ofService = where('ServiceName IN ($service)', 'service');
const requests = `FROM otel_traces\nWHERE $__timeFilter(Timestamp) AND ${isRequest} AND ${ofService}`;

const latency = `SELECT $__timeInterval(Timestamp) AS time, quantile(0.5)(Duration) AS p50, quantile(0.95)(Duration) AS p95,
  quantile(0.99)(Duration) AS p99
${requests}
GROUP BY time
ORDER BY time`;

const operations = `SELECT ServiceName AS service, SpanName AS operation, count() AS requests,
  round(100 * countIf(${isError}) / count(), 2) AS "errors %", round(quantile(0.95)(Duration) / 1e6, 1) AS "p95 ms",
  round(max(Duration) / 1e6, 1) AS "longest ms"
${requests}
GROUP BY service, operation
ORDER BY "p95 ms" DESC
LIMIT 100`;

const newest = `SELECT Timestamp AS time, TraceId AS trace, ServiceName AS service, SpanName AS operation,
  round(Duration / 1e6, 1) AS ms, StatusCode AS status, StatusMessage AS message
${requests} AND ${where('StatusCode IN ($status)', 'status')}
ORDER BY time DESC
LIMIT 200`;

/** Grafana's trace view wants milliseconds, and attributes as a list of keys and values. */
const spans = `SELECT TraceId AS traceID, SpanId AS spanID, ParentSpanId AS parentSpanID, ServiceName AS serviceName,
  SpanName AS operationName, toUnixTimestamp64Micro(Timestamp) / 1000 AS startTime, Duration / 1e6 AS duration, SpanKind AS kind,
  arrayMap(key -> map('key', key, 'value', SpanAttributes[key]), mapKeys(SpanAttributes)) AS tags,
  arrayMap(key -> map('key', key, 'value', ResourceAttributes[key]), mapKeys(ResourceAttributes)) AS serviceTags,
  if(${isError}, 2, 0) AS statusCode, StatusMessage AS statusMessage
FROM otel_traces
WHERE TraceId = \${trace:sqlstring}
  AND Timestamp >= (SELECT min(Start) FROM otel_traces_trace_id_ts WHERE TraceId = \${trace:sqlstring})
  AND Timestamp <= (SELECT max(End) + 1 FROM otel_traces_trace_id_ts WHERE TraceId = \${trace:sqlstring})
ORDER BY startTime
LIMIT 1000`;

/** Requests, errors and durations by service and operation, down to a single trace. */
export const traces: Dashboard = {
  uid: 'traces',
  title: 'Traces',
  description: 'Requests, errors and durations by service, and single traces.',
  variables: [
    {
      kind: 'query',
      name: 'service',
      label: 'Service',
      sql: 'SELECT DISTINCT ServiceName FROM otel_traces WHERE $__timeFilter(Timestamp) ORDER BY ServiceName',
      all: true,
    },
    {
      kind: 'query',
      name: 'status',
      label: 'Status',
      sql: 'SELECT DISTINCT StatusCode FROM otel_traces WHERE $__timeFilter(Timestamp) ORDER BY StatusCode',
      all: true,
    },
    { kind: 'text', name: 'trace', label: 'Trace ID' },
  ],
  rows: [
    {
      height: 8,
      panels: [
        lines(
          'Requests',
          'reqps',
          `SELECT $__timeInterval(Timestamp) AS time, ServiceName AS service, count() / $__interval_s AS requests\n${requests}\nGROUP BY time, service\nORDER BY time`,
        ),
        lines(
          'Requests that failed',
          'percentunit',
          `SELECT $__timeInterval(Timestamp) AS time, ServiceName AS service, countIf(${isError}) / count() AS errors\n${requests}\nGROUP BY time, service\nORDER BY time`,
        ),
        lines('Durations', 'ns', latency),
      ],
    },
    { height: 9, panels: [rows('Operations, the slowest first', operations)] },
    {
      height: 9,
      panels: [
        rows('Requests, the newest first', newest, [{ column: 'trace', dashboard: 'traces', variable: 'trace' }]),
      ],
    },
    { height: 14, panels: [trace('Trace', spans)] },
  ],
};
