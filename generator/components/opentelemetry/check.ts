import type { CheckContext, Finding } from '../../component.ts';

/** That something takes what is collected; that a place which is named is there is a need's to say. */
export function* check({ cluster, options, enabled }: CheckContext<'opentelemetry'>): Iterable<Finding> {
  if (options.export !== undefined || enabled.clickhouse !== undefined) return;
  const message = `nothing takes what is collected on ${cluster.name}: there is no ClickHouse, and no other place is named`;
  const hint = 'enable `clickhouse`, or name a place: `export: { kind: otlp, endpoint: otlp.example.org:4317 }`';
  yield { code: 'missing-option', severity: 'error', path: ['export'], message, hint };
}
