/**
 * Parts of queries over the tables that the collector's ClickHouse exporter makes in the database `otel`
 * (upstream: opentelemetry-collector-contrib, exporter/clickhouseexporter).
 */

/** Spans in which a service is asked for something: one for each request. */
export const isRequest = "SpanKind IN ('Server', 'Consumer')";

/** A span that failed, by its own word or, where nobody gave it a status, by its answer: those that Pixie makes have none. */
export const isError = "(StatusCode = 'Error' OR toUInt16OrZero(SpanAttributes['http.response.status_code']) >= 500)";

/** A row of metrics that holds a value; a series that ended leaves a mark without one. */
export const hasValue = 'bitAnd(Flags, 1) = 0';

/** How bad a line of a log is, by OpenTelemetry's numbers; most containers write lines that do not say. */
export const level = `multiIf(SeverityNumber >= 21, 'fatal', SeverityNumber >= 17, 'error', SeverityNumber >= 13, 'warning',
  SeverityNumber >= 9, 'info', SeverityNumber >= 5, 'debug', SeverityNumber >= 1, 'trace', 'unknown')`;

/** An attribute of the resource: which pod, node, namespace it is about. */
export function resource(name: string): string {
  return `ResourceAttributes['${name}']`;
}

/** A condition that holds for every row while the variable is on "All" or empty. */
export function where(condition: string, variable: string): string {
  return `$__conditionalAll(${condition}, $${variable})`;
}

/** The newest value of a gauge in each interval, summed over its series by `name`. */
export function gaugeOverTime(metric: string, name: string): string {
  return `SELECT time, name, sum(latest) AS value
FROM (
  SELECT $__timeInterval(TimeUnix) AS time, ${name} AS name, cityHash64(ResourceAttributes, Attributes) AS series,
    argMax(Value, TimeUnix) AS latest
  FROM otel_metrics_gauge
  WHERE $__timeFilter(TimeUnix) AND MetricName = ${metric} AND ${hasValue}
  GROUP BY time, name, series
)
GROUP BY time, name
ORDER BY time`;
}
