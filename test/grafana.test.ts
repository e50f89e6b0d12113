import { describe, expect, it } from 'vitest';
import { rulesFor, type Watched } from '../generator/components/grafana/alerts/rules.ts';
import { type Dashboard, dashboardJson } from '../generator/components/grafana/dashboards/dashboard.ts';
import { logs } from '../generator/components/grafana/dashboards/logs.ts';
import { metrics } from '../generator/components/grafana/dashboards/metrics.ts';
import { overview } from '../generator/components/grafana/dashboards/overview.ts';
import { traces } from '../generator/components/grafana/dashboards/traces.ts';
import { rolePath } from '../generator/components/grafana/sign-in.ts';

interface Panel {
  readonly id: number;
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number };
  readonly targets: readonly { readonly rawSql: string }[];
}

const dashboards = [overview, traces, logs, metrics];
const panelsOf = (dashboard: Dashboard) =>
  (JSON.parse(dashboardJson(dashboard)) as { readonly panels: readonly Panel[] }).panels;

describe.each(dashboards)('the dashboard $uid', (dashboard) => {
  const panels = panelsOf(dashboard);

  it('fills its 24 columns, no panel over another', () => {
    const cells = panels.flatMap(({ gridPos: { h, w, x, y } }) =>
      Array.from({ length: h * w }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`),
    );
    const height = Math.max(...panels.map(({ gridPos: { h, y } }) => y + h));
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells.length).toBe(24 * height);
    expect(panels.map(({ id }) => id)).toEqual(panels.map((_, index) => index + 1));
  });

  it('reads only variables that it has, and has none that it does not read', () => {
    const names = dashboard.variables.map(({ name }) => name);
    const all = panels.flatMap(({ targets }) => targets.map(({ rawSql }) => rawSql)).join('\n');
    const read = [...all.matchAll(/\$\{?([a-z]\w*)/g)].map(([, name]) => name);
    expect([...new Set(read)].sort()).toEqual([...names].sort());
  });

  it('looks at the chosen time only', () => {
    const bounded = /\$__timeFilter\((Timestamp|TimeUnix)\)|otel_traces_trace_id_ts/;
    for (const { targets } of panels) for (const { rawSql } of targets) expect(rawSql).toMatch(bounded);
  });

  it('leads to dashboards and variables that there are', () => {
    const links = dashboard.rows.flatMap(({ panels: all }) => all.flatMap((each) => each.links));
    for (const { dashboard: uid, variable } of links) {
      const target = dashboards.find((each) => each.uid === uid);
      expect(target?.variables.map(({ name }) => name)).toContain(variable);
    }
  });
});

describe('alerts', () => {
  const bounds = { certificateDays: 14, poolPercent: 85 };
  const uids = (has: readonly Watched[]) => {
    const { on, off } = rulesFor(bounds, (component) => has.includes(component));
    return { on: on.map(({ uid }) => uid), off: off.map(({ uid }) => uid) };
  };

  it('are about what there is, and the others are forgotten', () => {
    expect(uids(['clickhouse', 'vault'])).toEqual({
      on: ['sealed-vault', 'failed-backup', 'no-telemetry'],
      off: ['certificate-expiry', 'full-pool', 'full-ceph', 'out-of-sync', 'failed-volume-backup'],
    });
  });

  it('need ClickHouse to ask', () => {
    expect(uids(['argocd', 'cert-manager', 'mayastor', 'rook-ceph', 'vault']).on).toEqual([]);
  });

  it('give one number a row, and texts that their summary reads', () => {
    const { on } = rulesFor(bounds, () => true);
    expect(on).toHaveLength(8);
    for (const { summary, sql } of on)
      for (const [, label] of summary.matchAll(/\.Labels\.(\w+)/g)) expect(sql).toMatch(new RegExp(`AS ${label}\\b`));
  });

  it('leave nothing to environment variables or to Helm', () => {
    const { on } = rulesFor(bounds, () => true);
    for (const { summary } of on) expect(summary).not.toContain('$');
  });
});

it('the highest role of any team wins, and everyone else looks', () => {
  const teams = { web: { argocd: 'reader' }, sre: { argocd: 'operator' }, exec: { argocd: 'admin' } } as const;
  expect(rolePath({ organization: 'Example', teams })).toBe(
    "contains(groups[*], '@Example/exec') && 'GrafanaAdmin' || contains(groups[*], '@Example/sre') && 'Editor' || 'Viewer'",
  );
});
