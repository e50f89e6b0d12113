import type { Dashboard } from './dashboard.ts';
import { bars, logLines, rows } from './panel.ts';
import { level, resource, where } from './sql.ts';

const namespace = resource('k8s.namespace.name');

const chosen = `FROM otel_logs
WHERE $__timeFilter(Timestamp) AND SeverityNumber >= $severity
  AND ${where(`${namespace} IN ($namespace)`, 'namespace')}
  AND ${where('ServiceName IN ($service)', 'service')}
  AND positionCaseInsensitive(Body, \${search:sqlstring}) > 0`;

const newest = `SELECT Timestamp AS timestamp, Body AS body, ${level} AS level, ServiceName AS service,
  ${namespace} AS namespace, ${resource('k8s.pod.name')} AS pod, ${resource('k8s.container.name')} AS container,
  TraceId AS traceID, LogAttributes AS labels
${chosen}
ORDER BY timestamp DESC
LIMIT 500`;

/** What is logged, by severity, namespace and service, and the lines themselves. */
export const logs: Dashboard = {
  uid: 'logs',
  title: 'Logs',
  description: 'What is logged, by severity, namespace and service, and the lines themselves.',
  variables: [
    {
      kind: 'query',
      name: 'namespace',
      label: 'Namespace',
      sql: `SELECT DISTINCT ${namespace} AS namespace FROM otel_logs WHERE $__timeFilter(Timestamp) AND namespace != '' ORDER BY namespace`,
      all: true,
    },
    {
      kind: 'query',
      name: 'service',
      label: 'Service',
      sql: "SELECT DISTINCT ServiceName FROM otel_logs WHERE $__timeFilter(Timestamp) AND ServiceName != '' ORDER BY ServiceName",
      all: true,
    },
    {
      kind: 'choice',
      name: 'severity',
      label: 'At least',
      values: { everything: '0', info: '9', warning: '13', error: '17', fatal: '21' },
    },
    { kind: 'text', name: 'search', label: 'Contains' },
  ],
  rows: [
    {
      height: 8,
      panels: [
        bars(
          'Lines by severity',
          'short',
          `SELECT $__timeInterval(Timestamp) AS time, ${level} AS level, count() AS lines\n${chosen}\nGROUP BY time, level\nORDER BY time`,
        ),
        rows(
          'Namespaces, the loudest first',
          `SELECT ${namespace} AS namespace, count() AS lines, countIf(SeverityNumber >= 17) AS errors, formatReadableSize(sum(length(Body))) AS size\n${chosen}\nGROUP BY namespace\nORDER BY lines DESC\nLIMIT 50`,
          [{ column: 'namespace', dashboard: 'logs', variable: 'namespace' }],
        ),
      ],
    },
    { height: 20, panels: [logLines('Lines, the newest first', newest)] },
  ],
};
