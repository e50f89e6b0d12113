import { type Model, query } from '../data-source.ts';

/** Units as Grafana names them. */
export type Unit = 'short' | 'percentunit' | 'ns' | 'reqps' | 'bytes' | 'cps' | 'none';

/** One panel of a dashboard, without its place. */
export interface Panel {
  readonly title: string;
  readonly type: 'timeseries' | 'stat' | 'table' | 'logs' | 'traces';
  readonly target: Model;
  readonly unit: Unit;
  readonly options: Model;
  /** How a graph is drawn; nothing for other types. */
  readonly custom: Model;
  /** Columns of a table that lead to another dashboard. */
  readonly links: readonly ColumnLink[];
}

/** A column whose cells lead to a dashboard, with the cell as the value of a variable there. */
export interface ColumnLink {
  readonly column: string;
  readonly dashboard: string;
  readonly variable: string;
}

const plain = { unit: 'short', custom: {}, links: [] } as const;
const legend = { displayMode: 'list', placement: 'bottom', showLegend: true };

/** Lines over time: `time`, texts that name the line, one number or several; sorted by `time`. */
export function lines(title: string, unit: Unit, sql: string): Panel {
  const options = { legend, tooltip: { mode: 'multi', sort: 'desc' } };
  return { ...plain, title, type: 'timeseries', unit, options, target: query('timeseries', sql) };
}

/** The same as bars on top of each other, for what adds up. */
export function bars(title: string, unit: Unit, sql: string): Panel {
  const custom = { drawStyle: 'bars', fillOpacity: 80, lineWidth: 0, stacking: { mode: 'normal', group: 'A' } };
  return { ...lines(title, unit, sql), custom };
}

/** One number. */
export function figure(title: string, unit: Unit, sql: string): Panel {
  const options = { reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false }, colorMode: 'none' };
  return { ...plain, title, type: 'stat', unit, options, target: query('table', sql) };
}

/** Rows. */
export function rows(title: string, sql: string, links: readonly ColumnLink[] = []): Panel {
  return { ...plain, links, title, type: 'table', options: { showHeader: true }, target: query('table', sql) };
}

/** Lines of logs: `timestamp`, `body`, `level`, and more that is seen when a line is opened. */
export function logLines(title: string, sql: string): Panel {
  const options = { showTime: true, wrapLogMessage: true, enableLogDetails: true, sortOrder: 'Descending' };
  return { ...plain, title, type: 'logs', options, target: query('logs', sql) };
}

/** The spans of one trace, in the columns of Grafana's trace view. */
export function trace(title: string, sql: string): Panel {
  return { ...plain, title, type: 'traces', options: {}, target: query('traces', sql) };
}
