import { type ChartValues, defineStage, type PlatformOptions } from '../../../component.ts';
import { edgeToleration } from '../../../kubernetes/edge-toleration.ts';
import { distributionOf, distributions } from '../distributions.ts';
import { sealSecrets } from '../seal.ts';
import { sealedServerValues, serverValues } from '../server-values.ts';

const service = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  name,
  namespace: 'vault',
  ports: [8200, 8201],
});

/** The servers, the injector and the CSI provider. Until a person initialises Vault, no server is ready and later waves wait. */
export const install = defineStage('vault', {
  summary: 'the servers, and what brings secrets into pods',
  after: ['mayastor/storage-classes', 'rook-ceph/storage-classes', 'secrets-store-csi/install'],
  needsWhen: ({ options }) => (options.csi ? ['secrets-store-csi/install'] : []),
  clusterSecrets: ({ options }) => sealSecrets(options.seal),
  chart: {
    charts: [distributions.vault.chart, distributions.openbao.chart],
    choose: (options) => distributionOf(options).chart,
  },
  provides: [
    service('vault'),
    service('vault-active'),
    service('vault-standby'),
    service('vault-internal'),
    { apiVersion: 'v1', kind: 'ServiceAccount', name: 'vault', namespace: 'vault' },
  ],
  ignoreDifferences: [
    {
      group: 'admissionregistration.k8s.io',
      kind: 'MutatingWebhookConfiguration',
      name: 'vault-agent-injector-cfg',
      // written by cert-manager, where the chart says ""
      jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'],
    },
  ],
  values: ({ options, after }) => ({
    global: { tlsDisable: false },
    // in names and labels the chart would say `openbao`
    nameOverride: options.distribution === 'openbao' ? 'vault' : undefined,
    server: serverValues(options),
    injector: options.injector.enabled ? injectorValues(options) : { enabled: false },
    csi: options.csi ? csiValues(options, after['secrets-store-csi']?.edges === true) : undefined,
  }),
  clusterValues: ({ options }) => (options.seal.kind === 'shamir' ? {} : { server: sealedServerValues(options) }),
});

function injectorValues({ injector: { replicas } }: PlatformOptions<'vault'>): ChartValues {
  return {
    replicas,
    // the certificate is cert-manager's, so no injector need be the one that makes it
    certs: { secretName: 'vault-agent-injector-tls' },
    webhook: { annotations: { 'cert-manager.io/inject-ca-from': 'vault/vault-agent-injector' } },
    leaderElector: { enabled: false },
    // each needs a node of its own: a new one beside the old ones may find none
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    podDisruptionBudget: replicas > 1 ? { maxUnavailable: 1 } : undefined,
  };
}

function csiValues({ distribution }: PlatformOptions<'vault'>, edges: boolean): ChartValues {
  return {
    enabled: true,
    // a SecretProviderClass says `provider: vault`, which is the name of this socket
    daemonSet:
      distribution === 'vault'
        ? undefined
        : { endpoint: '/provider/vault.sock', providersDir: '/var/run/secrets-store-csi-providers' },
    agent: { extraArgs: ['-ca-cert=/vault/tls/ca.crt'] },
    volumes: [{ name: 'tls', secret: { secretName: 'vault-tls', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }],
    volumeMounts: [{ name: 'tls', mountPath: '/vault/tls', readOnly: true }],
    // wherever the driver is
    pod: edges ? { tolerations: [edgeToleration] } : undefined,
  };
}
