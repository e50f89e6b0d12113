import { createHash } from 'node:crypto';
import { type ChartValues, defineStage, type PlatformContext } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import type { DeclaredSecret } from '../../../secret.ts';
import { CONTACT, contactOf, contactSecret } from '../alerts/contact.ts';
import { alertFiles } from '../alerts/provisioning.ts';
import { CERTIFICATE, clickhouseCertificate, clickhousePassword, dataSources, PASSWORD } from '../clickhouse.ts';
import { PLUGIN, PLUGIN_VERSION } from '../data-source.ts';
import { grafanaIni } from '../grafana-ini.ts';
import { hostOf } from '../host.ts';
import { secretMounts } from '../mounts.ts';
import { clientSecret, GITHUB } from '../sign-in.ts';

/** What Grafana shows and watches, where it is there. */
type Neighbours =
  | 'argocd/install'
  | 'cert-manager/install'
  | 'clickhouse/instance'
  | 'mayastor/storage-classes'
  | 'rook-ceph/storage-classes'
  | 'vault/install'
  | 'velero/install';
type Context = PlatformContext<'grafana', never, Neighbours>;

const admin: DeclaredSecret = {
  name: 'grafana-admin',
  namespace: 'grafana',
  keys: ['password'],
  origin: 'generated',
  purpose: 'the local account `admin` of Grafana',
};

/** Grafana, its data source and its alerts. */
export const install = defineStage('grafana', {
  summary: 'Grafana itself, with its data source and its alerts',
  after: [
    'argocd/install',
    'cert-manager/install',
    'clickhouse/instance',
    'mayastor/storage-classes',
    'rook-ceph/storage-classes',
    'vault/install',
    'velero/install',
  ],
  chart: {
    repository: 'https://grafana-community.github.io/helm-charts',
    name: 'grafana',
    version: '12.11.1',
    keepsVolumes: true,
  },
  provides: [
    { apiVersion: 'v1', kind: 'Service', name: 'grafana', namespace: 'grafana', ports: [80] },
    { apiVersion: 'v1', kind: 'ServiceAccount', name: 'grafana', namespace: 'grafana' },
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: 'grafana', namespace: 'grafana' },
  ],
  secrets: (context) => {
    const { sso } = context.options;
    const contact = contactOf(context);
    return [
      admin,
      ...(sso === undefined ? [] : [clientSecret(sso)]),
      ...(context.after.clickhouse === undefined ? [] : [clickhousePassword]),
      ...(contact === undefined ? [] : [contactSecret(contact)]),
    ];
  },
  resources: (context) => {
    const metadata = { name: 'grafana-alerts', namespace: 'grafana' };
    const alerts = create('v1', 'ConfigMap', { metadata, data: files(context) });
    return context.after.clickhouse === undefined ? [alerts] : [clickhouseCertificate(), alerts];
  },
  values: (context) => ({
    // a Job's pod at every sync, and a password made anew at every render
    testFramework: { enabled: false },
    admin: { existingSecret: admin.name, passwordKey: 'password' },
    env: { GF_SECURITY_ADMIN_USER: 'admin' },
    // nothing of Grafana asks the API server
    rbac: { create: false },
    automountServiceAccountToken: false,
    // it asks for root; the volume gets its group from the pod instead
    initChownData: { enabled: false },
    // two pods cannot share the volume
    deploymentStrategy: { type: 'Recreate' },
    persistence: {
      enabled: true,
      size: context.options.storage === '10Gi' ? undefined : context.options.storage,
      // a lookup in the cluster, which finds nothing where Argo CD renders
      lookupVolumeName: false,
    },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
    extraSecretMounts: mounts(context),
    'grafana.ini': grafanaIni(context),
    extraConfigmapMounts: [
      { name: 'alerts', configMap: 'grafana-alerts', mountPath: '/etc/grafana/provisioning/alerting', readOnly: true },
    ],
    // alerts are read when Grafana starts, so it starts anew with other ones
    podAnnotations: { 'checksum/alerts': digest(files(context)) },
    datasources: { 'datasources.yaml': dataSources(context.after.clickhouse !== undefined) },
    ...(context.after.clickhouse === undefined ? {} : fromClickhouse),
  }),
  clusterValues: ({ options, cluster }) => {
    const host = hostOf(options, cluster);
    return { 'grafana.ini': { server: { domain: host, root_url: `https://${host}` } } };
  },
});

/** The files with the alerts. */
function files(context: Context): Readonly<Record<string, string>> {
  const { options, after } = context;
  return alertFiles(options.alerts, (component) => after[component] !== undefined, contactOf(context));
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

const provider = {
  name: 'platform',
  orgId: 1,
  folder: 'Platform',
  type: 'file',
  disableDeletion: false,
  allowUiUpdates: false,
  options: { path: '/var/lib/grafana/dashboards/platform' },
};

/** What there is only with a ClickHouse to ask. */
const fromClickhouse: ChartValues = {
  plugins: [`${PLUGIN}@${PLUGIN_VERSION}`],
  dashboardProviders: { 'dashboardproviders.yaml': { apiVersion: 1, providers: [provider] } },
  dashboardsConfigMaps: { platform: 'grafana-dashboards' },
};

function mounts(context: Context): ChartValues[] | undefined {
  const mounted = [
    ...(context.options.sso === undefined ? [] : [GITHUB]),
    ...(context.after.clickhouse === undefined ? [] : [PASSWORD, CERTIFICATE]),
    ...(contactOf(context) === undefined ? [] : [CONTACT]),
  ];
  return mounted.length === 0 ? undefined : secretMounts(mounted);
}
