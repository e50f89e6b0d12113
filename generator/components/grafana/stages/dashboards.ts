import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { dashboardJson } from '../dashboards/dashboard.ts';
import { logs } from '../dashboards/logs.ts';
import { metrics } from '../dashboards/metrics.ts';
import { overview } from '../dashboards/overview.ts';
import { traces } from '../dashboards/traces.ts';

/** The dashboards, which Grafana mounts and looks at again by itself: a change of one restarts nothing. None without ClickHouse, which they ask. */
export const dashboards = defineStage('grafana', {
  summary: 'the dashboards',
  after: ['clickhouse/instance'],
  resources: ({ after }) => {
    if (after.clickhouse === undefined) return [];
    const files = [overview, traces, logs, metrics].map((each) => [`${each.uid}.json`, dashboardJson(each)] as const);
    return [
      create('v1', 'ConfigMap', {
        metadata: { name: 'grafana-dashboards', namespace: 'grafana' },
        data: Object.fromEntries(files),
      }),
    ];
  },
});
