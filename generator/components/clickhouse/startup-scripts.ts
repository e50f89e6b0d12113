import type { ClickhouseRetention } from '../../generated/options.ts';
import { DATABASE, INSTALLATION, LOCAL_DATABASE } from './names.ts';
import { type Table, tables } from './tables.ts';

/** SQL that every server runs when it starts; where there is a condition, only if that selects 1. */
export interface Script {
  readonly query: string;
  readonly condition?: string;
}

const TRACES = 'otel_traces';
const TRACE_TIMES = 'otel_traces_trace_id_ts';

/** What fills that table; it has no rows of its own. */
export const TRACE_TIMES_VIEW = `${TRACE_TIMES}_mv`;

/** Makes the databases and tables where they are missing, and brings how long rows are kept in line with the options. */
export function startupScripts(retention: ClickhouseRetention): readonly Script[] {
  const databases = [LOCAL_DATABASE, DATABASE].map((name) => ({ query: `CREATE DATABASE IF NOT EXISTS ${name}` }));
  return [...databases, ...tables.flatMap((table) => scriptsOf(table, age(table, retention))), traceTimesView];
}

function scriptsOf(table: Table, tooOld: string): readonly Script[] {
  return [{ query: localTable(table, tooOld) }, retentionOf(table, tooOld), { query: tableOverShards(table) }];
}

/** When a row is too old, as ClickHouse itself writes it down: the condition below looks for this text. */
function age({ time, signal }: Table, retention: ClickhouseRetention): string {
  const days = retention[signal].slice(0, -1);
  return `toDateTime(${time}) + toIntervalDay(${days})`;
}

/** A server's part of a table. The path in Keeper is written out, or each replica would make up one of its own and none would replicate. */
function localTable(table: Table, tooOld: string): string {
  const columns = table.columns.map(([name, type]) => `\`${name}\` ${type} ${codec(type)}`);
  const path = `/clickhouse/{installation}/{cluster}/tables/{shard}/${LOCAL_DATABASE}/${table.name}`;
  return [
    `CREATE TABLE IF NOT EXISTS ${LOCAL_DATABASE}.${table.name}`,
    '(',
    [...columns, ...table.lookups.flatMap((column) => indexes(column, table))].map((line) => `    ${line}`).join(',\n'),
    ')',
    `ENGINE = ReplicatedMergeTree('${path}', '{replica}')`,
    `PARTITION BY toDate(${table.time})`,
    `ORDER BY (${table.order.join(', ')})`,
    `TTL ${tooOld}`,
    // a whole day goes at once, which costs nothing
    'SETTINGS ttl_only_drop_parts = 1',
  ].join('\n');
}

function codec(type: string): string {
  return type.startsWith('DateTime') ? 'CODEC(Delta, ZSTD(1))' : 'CODEC(ZSTD(1))';
}

/** Lets a search pass over what cannot hold a value; of attributes both their names and their values. */
function indexes(column: string, { columns }: Table): readonly string[] {
  const isMap = columns.some(([name, type]) => name === column && type.startsWith('Map('));
  const parts = isMap ? [`mapKeys(${column})`, `mapValues(${column})`] : [column];
  return parts.map((part, index) => `INDEX by_${column}_${index} ${part} TYPE bloom_filter(0.01) GRANULARITY 1`);
}

function retentionOf({ name }: Table, tooOld: string): Script {
  const table = `${LOCAL_DATABASE}.${name}`;
  const differs = `position(create_table_query, '${tooOld}') = 0`;
  return {
    // the other replica may be down, and hears of it from Keeper
    query: `ALTER TABLE ${table} MODIFY TTL ${tooOld} SETTINGS alter_sync = 0`,
    condition: `SELECT ${differs} FROM system.tables WHERE database = '${LOCAL_DATABASE}' AND name = '${name}'`,
  };
}

/** What clients read and write: the same table over every shard. */
function tableOverShards({ name, shardBy }: Table): string {
  const engine = `Distributed('${INSTALLATION}', '${LOCAL_DATABASE}', '${name}', ${shardBy})`;
  return `CREATE TABLE IF NOT EXISTS ${DATABASE}.${name} AS ${LOCAL_DATABASE}.${name}\nENGINE = ${engine}`;
}

/** Without an owner, whom ClickHouse would otherwise look for at every insert. */
const traceTimesView: Script = {
  query: [
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ${LOCAL_DATABASE}.${TRACE_TIMES_VIEW} TO ${LOCAL_DATABASE}.${TRACE_TIMES}`,
    'SQL SECURITY NONE',
    'AS SELECT TraceId, min(Timestamp) AS Start, max(Timestamp) AS End',
    `FROM ${LOCAL_DATABASE}.${TRACES}`,
    "WHERE TraceId != ''",
    'GROUP BY TraceId',
  ].join('\n'),
};
