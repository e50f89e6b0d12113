import type { Yaml } from '../../yaml.ts';

/** A part of a document that Grafana defines. */
export type Model = { readonly [key: string]: Yaml };

/** The plugin, by exact version: Grafana fetches it when it starts and keeps it on its volume. Upstream: grafana/clickhouse-datasource. */
export const PLUGIN = 'grafana-clickhouse-datasource';
export const PLUGIN_VERSION = '4.20.0';

/** The name of the data source in dashboards and alerts. */
export const DATA_SOURCE = 'clickhouse';

const formats = { timeseries: 0, table: 1, logs: 2, traces: 3 } as const;

/** A query in SQL, as the plugin takes it, and what Grafana makes of its answer. */
export function query(kind: keyof typeof formats, rawSql: string): Model {
  return {
    refId: 'A',
    datasource: { type: PLUGIN, uid: DATA_SOURCE },
    pluginVersion: PLUGIN_VERSION,
    editorType: 'sql',
    queryType: kind,
    format: formats[kind],
    rawSql,
  };
}
