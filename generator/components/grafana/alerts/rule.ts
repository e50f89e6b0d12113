import { DATA_SOURCE, type Model, query } from '../data-source.ts';

/** An alert: a number for each thing that is watched, and the bound that it must not cross. */
export interface Rule {
  /** Its name for Grafana, which never changes. */
  readonly uid: string;
  readonly title: string;
  /** What a person reads, in Go templates: `.Labels` are the texts of the query's row, `.Values.A` its number. */
  readonly summary: string;
  readonly severity: 'warning' | 'critical';
  /** Rows of texts and one number over the last quarter of an hour. */
  readonly sql: string;
  readonly bound: { readonly is: 'lt' | 'gt'; readonly than: number };
  /** How long it has to be so. */
  readonly for: string;
  /** What having no rows at all means: that nothing is wrong, or that what is watched is not heard of. */
  readonly nothing: 'OK' | 'NoData';
}

const window = { from: 900, to: 0 };

/** The rule as Grafana's provisioning reads it (upstream: pkg/services/provisioning/alerting). */
export function provisionedRule({ uid, title, summary, severity, sql, bound, nothing, for: time }: Rule): Model {
  return {
    uid,
    title,
    condition: 'B',
    data: [
      { refId: 'A', relativeTimeRange: window, datasourceUid: DATA_SOURCE, model: query('table', sql) },
      { refId: 'B', relativeTimeRange: window, datasourceUid: '__expr__', model: threshold(bound) },
    ],
    noDataState: nothing,
    execErrState: 'Error',
    for: time,
    annotations: { summary },
    labels: { severity },
  };
}

function threshold({ is, than }: Rule['bound']): Model {
  return {
    refId: 'B',
    type: 'threshold',
    datasource: { type: '__expr__', uid: '__expr__' },
    expression: 'A',
    conditions: [{ evaluator: { type: is, params: [than] } }],
  };
}
