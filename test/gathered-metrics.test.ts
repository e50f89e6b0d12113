import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { tables } from '../generator/components/clickhouse/tables.ts';
import { rulesFor } from '../generator/components/grafana/alerts/rules.ts';
import { dashboardJson } from '../generator/components/grafana/dashboards/dashboard.ts';
import { logs } from '../generator/components/grafana/dashboards/logs.ts';
import { metrics } from '../generator/components/grafana/dashboards/metrics.ts';
import { overview } from '../generator/components/grafana/dashboards/overview.ts';
import { traces } from '../generator/components/grafana/dashboards/traces.ts';
import { compile } from '../generator/index.ts';

interface Scrape {
  readonly job_name: string;
  readonly metric_relabel_configs: readonly { readonly regex: string }[];
}

interface Configuration {
  readonly receivers: { readonly [name: string]: unknown } & {
    readonly prometheus?: { readonly config: { readonly scrape_configs: readonly Scrape[] } };
  };
  readonly service: { readonly pipelines: { readonly [name: string]: { readonly receivers: readonly string[] } } };
}

const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one:
    argocd: hub
    kubernetes: "1.34"
    nodes:
      workers:
        worker-1: { disks: [/dev/disk/by-id/ata-1, /dev/disk/by-id/nvme-1] }
        worker-2: { disks: [/dev/disk/by-id/ata-2, /dev/disk/by-id/nvme-2] }
        worker-3: { disks: [/dev/disk/by-id/ata-3, /dev/disk/by-id/nvme-3] }
    components:
      mayastor: { disks: [/dev/disk/by-id/ata-1, /dev/disk/by-id/ata-2, /dev/disk/by-id/ata-3] }
      rook-ceph: { disks: [/dev/disk/by-id/nvme-1, /dev/disk/by-id/nvme-2, /dev/disk/by-id/nvme-3] }
components:
  argocd: {}
  cert-manager: { email: sre@example.org }
  contour: {}
  mayastor: {}
  rook-ceph: { defaultClass: none }
  vault: { seal: { kind: shamir } }
  vault-config-operator: {}
  clickhouse: {}
  opentelemetry: {}
  grafana: {}
  velero: { store: { kind: s3, bucket: example-backups }, schedules: { apps: { namespaces: [vault] } } }
`;

const bounds = { certificateDays: 14, poolPercent: 85 };
const alerts = rulesFor(bounds, () => true).on.map(({ sql }) => sql);
const panels = [overview, traces, logs, metrics].map((each) => JSON.stringify(JSON.parse(dashboardJson(each))));

/** Each metric that a query names. */
function metricsOf(queries: readonly string[]): readonly string[] {
  const all = queries.flatMap((sql) => [
    ...[...sql.matchAll(/MetricName = '([^']+)'/g)].map(([, name]) => name as string),
    ...[...sql.matchAll(/MetricName IN \(([^)]+)\)/g)].flatMap(([, list]) =>
      [...(list as string).matchAll(/'([^']+)'/g)].map(([, name]) => name as string),
    ),
  ]);
  return [...new Set(all)].sort();
}

function configurations(text: string): readonly Configuration[] {
  const { tree } = compile(text);
  return ['base/open-telemetry-collector-agent', 'overlays/one/open-telemetry-collector-cluster'].map(
    (file) => parse(tree?.get(`kustomize/opentelemetry/collectors/${file}.yaml`) ?? '').spec.config as Configuration,
  );
}

/** Which kinds of things each receiver measures when nothing else is said, all of them gauges (upstream: its documentation.md). */
const measured = {
  k8s_cluster: /^k8s\.(container\.(ready|restarts)|job\.(active|failed|successful)_pods)$/,
  kubelet_stats:
    /^k8s\.(node\.(cpu\.usage|memory\.working_set|filesystem\.\w+)|pod\.(cpu\.usage|memory\.working_set)|volume\.(available|capacity))$/,
};

/** The receiver, or the job of Prometheus' receiver, that a metric comes from. */
function sourceOf(metric: string, all: readonly Configuration[]): string | undefined {
  const used = all.flatMap(({ receivers, service }) => {
    const named = Object.values(service.pipelines).flatMap((each) => each.receivers);
    return named.map((name) => [name, receivers[name]] as const);
  });
  const jobs = used.flatMap(([name, receiver]) =>
    name === 'prometheus'
      ? (receiver as NonNullable<Configuration['receivers']['prometheus']>).config.scrape_configs
      : [],
  );
  const job = jobs.find(({ metric_relabel_configs: rules }) =>
    rules.every(({ regex }) => new RegExp(`^(?:${regex})$`).test(metric)),
  );
  const receiver = used.find(([name]) => measured[name as keyof typeof measured]?.test(metric));
  return job?.job_name ?? receiver?.[0];
}

const configured = configurations(platform);
const sources = (queries: readonly string[]) =>
  Object.fromEntries(metricsOf(queries).map((name) => [name, sourceOf(name, configured)]));

describe('what Grafana asks for is gathered', () => {
  it('by its alerts', () => {
    expect(sources(alerts)).toEqual({
      argocd_app_info: 'argocd-application-controller',
      ceph_cluster_total_bytes: 'rook-ceph-mgr',
      ceph_cluster_total_used_raw_bytes: 'rook-ceph-mgr',
      certmanager_certificate_expiration_timestamp_seconds: 'cert-manager',
      certmanager_certificate_renewal_timestamp_seconds: 'cert-manager',
      diskpool_total_size_bytes: 'mayastor-io-engine',
      diskpool_used_size_bytes: 'mayastor-io-engine',
      'k8s.container.ready': 'k8s_cluster',
      'k8s.job.active_pods': 'k8s_cluster',
      'k8s.job.failed_pods': 'k8s_cluster',
      'k8s.job.successful_pods': 'k8s_cluster',
      velero_backup_last_status: 'velero',
    });
  });

  it('by its dashboards', () => {
    const found = sources(panels);
    expect(Object.keys(found).length).toBeGreaterThan(8);
    expect(Object.values(found)).not.toContain(undefined);
  });

  it('and lies in tables that the exporter writes and ClickHouse has', () => {
    const asked = new Set([...alerts, ...panels].flatMap((sql) => sql.match(/\botel_[a-z_]+/g) ?? []));
    expect([...asked].filter((name) => !tables.some((table) => table.name === name))).toEqual([]);
    const ofAlerts = new Set(alerts.flatMap((sql) => sql.match(/\botel_[a-z_]+/g) ?? []));
    expect([...ofAlerts]).toEqual(['otel_metrics_gauge']);
  });
});

describe('nothing is gathered', () => {
  it('from a component that is not there', () => {
    const without = parse(platform);
    without.components['rook-ceph'].enabled = false;
    const all = configurations(stringify(without));
    expect(sourceOf('ceph_cluster_total_bytes', all)).toBeUndefined();
    expect(sourceOf('diskpool_used_size_bytes', all)).toBe('mayastor-io-engine');
  });

  it('by a receiver that no pipeline names', () => {
    const [agent, cluster] = configured as [Configuration, Configuration];
    const unplugged = { ...cluster, service: { pipelines: { metrics: { receivers: ['prometheus'] } } } };
    expect(sourceOf('k8s.container.ready', [agent, unplugged])).toBeUndefined();
  });

  it('twice: the state of the cluster by one collector with one pod', () => {
    const { tree } = compile(platform);
    const collectors = [...(tree ?? [])].filter(([path]) => /open-telemetry-collector-\w+\.yaml$/.test(path));
    const asking = collectors
      .map(([, text]) => parse(text).spec)
      .filter(({ config }) => 'k8s_cluster' in config.receivers);
    expect(asking).toHaveLength(1);
    expect(asking[0]).toMatchObject({
      mode: 'deployment',
      replicas: 1,
      deploymentUpdateStrategy: { type: 'Recreate' },
    });
  });
});
