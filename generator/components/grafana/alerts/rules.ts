import type { PlatformOptions } from '../../../component.ts';
import { hasValue, resource } from '../dashboards/sql.ts';
import type { Rule } from './rule.ts';

type Bounds = PlatformOptions<'grafana'>['alerts'];

/** The components that an alert can be about. */
export type Watched = 'cert-manager' | 'vault' | 'mayastor' | 'rook-ceph' | 'argocd' | 'clickhouse' | 'velero';

const gauges = `FROM otel_metrics_gauge\nWHERE $__timeFilter(TimeUnix) AND ${hasValue}`;

/** The newest value of one of several gauges within a group. */
function newest(metric: string): string {
  return `argMaxIf(Value, TimeUnix, MetricName = '${metric}')`;
}

const EXPIRY = 'certmanager_certificate_expiration_timestamp_seconds';
const RENEWAL = 'certmanager_certificate_renewal_timestamp_seconds';

/** Certificates of a few hours are always about to end: what counts is that one was to be renewed and was not. */
function certificateExpiry({ certificateDays }: Bounds): Rule {
  return {
    uid: 'certificate-expiry',
    title: 'A certificate is about to end',
    summary:
      'The Certificate {{ .Labels.certificate }} in {{ .Labels.namespace }} was to be renewed and ends in {{ printf "%.1f" .Values.A.Value }} days.',
    severity: 'warning',
    sql: `SELECT Attributes['namespace'] AS namespace, Attributes['name'] AS certificate,
  if(${newest(RENEWAL)} > toUnixTimestamp(now()), 9999,
    (${newest(EXPIRY)} - toUnixTimestamp(now())) / 86400) AS days
${gauges}
  AND MetricName IN ('${EXPIRY}', '${RENEWAL}')
GROUP BY namespace, certificate`,
    bound: { is: 'lt', than: certificateDays },
    for: '1h',
    nothing: 'NoData',
  };
}

/** A server's readiness probe is `vault status`, which fails on a sealed one. */
const sealedVault: Rule = {
  uid: 'sealed-vault',
  title: 'Vault is sealed',
  summary: 'The server {{ .Labels.server }} of Vault is sealed or does not answer.',
  severity: 'critical',
  sql: `SELECT ${resource('k8s.pod.name')} AS server, argMax(Value, TimeUnix) AS ready
${gauges}
  AND MetricName = 'k8s.container.ready'
  AND ${resource('k8s.namespace.name')} = 'vault' AND ${resource('k8s.container.name')} IN ('vault', 'openbao')
GROUP BY server`,
  bound: { is: 'lt', than: 1 },
  for: '5m',
  nothing: 'NoData',
};

const USED = 'diskpool_used_size_bytes';
const SIZE = 'diskpool_total_size_bytes';

function fullPool({ poolPercent }: Bounds): Rule {
  return {
    uid: 'full-pool',
    title: 'A storage pool is full',
    summary: 'The pool {{ .Labels.pool }} on {{ .Labels.node }} is {{ printf "%.0f" .Values.A.Value }} % full.',
    severity: 'critical',
    sql: `SELECT Attributes['node'] AS node, Attributes['name'] AS pool,
  100 * ${newest(USED)} / ${newest(SIZE)} AS percent
${gauges}
  AND MetricName IN ('${USED}', '${SIZE}')
GROUP BY node, pool`,
    bound: { is: 'gt', than: poolPercent },
    for: '15m',
    nothing: 'NoData',
  };
}

const CEPH_USED = 'ceph_cluster_total_used_raw_bytes';
const CEPH_SIZE = 'ceph_cluster_total_bytes';

/** Ceph's pools share its disks, so they are full together. */
function fullCeph({ poolPercent }: Bounds): Rule {
  return {
    uid: 'full-ceph',
    title: 'Ceph is full',
    summary: 'The disks of Ceph are {{ printf "%.0f" .Values.A.Value }} % full.',
    severity: 'critical',
    sql: `SELECT 100 * ${newest(CEPH_USED)} / ${newest(CEPH_SIZE)} AS percent
${gauges}
  AND MetricName IN ('${CEPH_USED}', '${CEPH_SIZE}')
HAVING count() > 0`,
    bound: { is: 'gt', than: poolPercent },
    for: '15m',
    nothing: 'NoData',
  };
}

const outOfSync: Rule = {
  uid: 'out-of-sync',
  title: 'An Application is not what git says',
  summary: 'The Application {{ .Labels.application }} has not been in sync with git for half an hour.',
  severity: 'warning',
  sql: `SELECT Attributes['name'] AS application,
  toUInt8(argMax(Attributes['sync_status'], TimeUnix) != 'Synced') AS differs
${gauges}
  AND MetricName = 'argocd_app_info'
GROUP BY application`,
  bound: { is: 'gt', than: 0 },
  for: '30m',
  nothing: 'NoData',
};

const FAILED = 'k8s.job.failed_pods';
const DONE = 'k8s.job.successful_pods';
const RUNNING = 'k8s.job.active_pods';

/** Backups are Jobs, and known by their names, whoever makes them. What counts is the newest Job of each: Kubernetes keeps one that failed. */
const failedBackup: Rule = {
  uid: 'failed-backup',
  title: 'A backup failed',
  summary: 'The newest Job of {{ .Labels.backup }} in {{ .Labels.namespace }} failed.',
  severity: 'critical',
  sql: `SELECT namespace, replaceRegexpOne(job, '-[0-9]+$', '') AS backup,
  argMax(broke, toUInt64OrZero(extract(job, '[0-9]+$'))) AS failed
FROM (
  SELECT ${resource('k8s.namespace.name')} AS namespace, ${resource('k8s.job.name')} AS job,
    toUInt8(${newest(FAILED)} > 0 AND ${newest(DONE)} = 0 AND ${newest(RUNNING)} = 0) AS broke
  FROM otel_metrics_gauge
  WHERE $__timeFilter(TimeUnix) AND ${hasValue}
    AND MetricName IN ('${FAILED}', '${DONE}', '${RUNNING}') AND match(job, 'backup|snapshot')
  GROUP BY namespace, job
)
GROUP BY namespace, backup`,
  bound: { is: 'gt', than: 0 },
  for: '0s',
  nothing: 'OK',
};

/** Velero's are no Jobs: it says of each schedule how the last copy went. Before the first one it says nothing. */
const failedVolumeBackup: Rule = {
  uid: 'failed-volume-backup',
  title: 'A backup of volumes failed',
  summary: "The newest copy of Velero's schedule {{ .Labels.backup }} failed, in whole or in part.",
  severity: 'critical',
  sql: `SELECT Attributes['schedule'] AS backup, argMax(Value, TimeUnix) AS worked
${gauges}
  AND MetricName = 'velero_backup_last_status' AND backup != ''
GROUP BY backup`,
  bound: { is: 'lt', than: 1 },
  for: '0s',
  nothing: 'OK',
};

/** Without this one, all the others would be quiet when nothing is measured any more. */
const noTelemetry: Rule = {
  uid: 'no-telemetry',
  title: 'Nothing is measured',
  summary: 'No metric has reached ClickHouse for a quarter of an hour, so no other alert can be relied on.',
  severity: 'critical',
  sql: 'SELECT count() AS values\nFROM otel_metrics_gauge\nWHERE $__timeFilter(TimeUnix)',
  bound: { is: 'lt', than: 1 },
  for: '0s',
  nothing: 'NoData',
};

/** The alerts of a cluster, and those that it does not have and Grafana must forget: all of them where there is no ClickHouse to ask. */
export function rulesFor(
  bounds: Bounds,
  has: (component: Watched) => boolean,
): { readonly on: readonly Rule[]; readonly off: readonly Rule[] } {
  const all: readonly { readonly rule: Rule; readonly of: Watched }[] = [
    { rule: certificateExpiry(bounds), of: 'cert-manager' },
    { rule: sealedVault, of: 'vault' },
    { rule: fullPool(bounds), of: 'mayastor' },
    { rule: fullCeph(bounds), of: 'rook-ceph' },
    { rule: outOfSync, of: 'argocd' },
    { rule: failedBackup, of: 'clickhouse' },
    { rule: failedVolumeBackup, of: 'velero' },
    { rule: noTelemetry, of: 'clickhouse' },
  ];
  const isOn = (of: Watched) => has('clickhouse') && has(of);
  return {
    on: all.filter(({ of }) => isOn(of)).map(({ rule }) => rule),
    off: all.filter(({ of }) => !isOn(of)).map(({ rule }) => rule),
  };
}
