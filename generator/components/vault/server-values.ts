import type { ChartValues, PlatformOptions } from '../../component.ts';
import { type DistributionName, distributionOf } from './distributions.ts';
import { raftFile } from './raft.ts';
import { SEAL_SECRET, type Seal, sealAccess } from './seal.ts';
import { fetchPlugins, reload } from './sidecars.ts';

const tls = {
  volume: { name: 'tls', secret: { secretName: 'vault-tls' } },
  mount: { name: 'tls', mountPath: '/vault/tls', readOnly: true },
};
const seal = {
  volume: { name: 'seal', secret: { secretName: SEAL_SECRET } },
  mount: { name: 'seal', mountPath: '/vault/seal', readOnly: true },
};

/** The chart's `server` values on any cluster: raft on a volume of each server, TLS, and what runs beside it. */
export function serverValues(options: PlatformOptions<'vault'>): ChartValues {
  const { distribution, replicas, resources, storageClass, storageSize, auditStorage, plugins } = options;
  const { podName } = distributionOf(options);
  return {
    resources: { requests: { cpu: resources.cpu, memory: resources.memory }, limits: { memory: resources.memory } },
    // the command line in the pod trusts the listener's certificate
    extraEnvironmentVars: { VAULT_CACERT: '/vault/tls/ca.crt' },
    volumes: [tls.volume],
    volumeMounts: [tls.mount],
    extraInitContainers: Object.keys(plugins).length > 0 ? [fetchPlugins(options)] : undefined,
    extraContainers: [reload(options)],
    shareProcessNamespace: true,
    ...replacement(distribution),
    // a sealed server answers nobody
    service: { publishNotReadyAddresses: false },
    dataStorage: { storageClass, size: storageSize, ...at('/vault/data', distribution) },
    auditStorage:
      auditStorage === undefined ? undefined : { enabled: true, ...auditStorage, ...at('/vault/audit', distribution) },
    ha: {
      enabled: true,
      replicas,
      // a name that the certificate covers, where the chart would give the pod's address
      apiAddr: `https://$(${podName}).vault-internal.vault.svc:8200`,
      raft: { enabled: true, setNodeId: true, config: raftFile(options) },
      // for one server the budget would be 0, and its node could never be drained
      disruptionBudget: replicas === 1 ? { enabled: false } : undefined,
    },
  };
}

/** How servers are replaced: a checksum in the pods' template, or a change of the file would reach no running server; and none waits for another, which a person may have to open. */
function replacement(distribution: DistributionName): ChartValues {
  if (distribution === 'vault') return { includeConfigAnnotation: true };
  return { configAnnotation: true, podManagementPolicy: 'Parallel' };
}

/** Where a volume is, for a chart that would put it elsewhere. */
function at(mountPath: string, distribution: DistributionName): ChartValues {
  return distribution === 'vault' ? {} : { mountPath };
}

/** What a key service changes in the chart's `server` values: servers open by themselves, so they may be replaced one by one without a person. */
export function sealedServerValues(options: PlatformOptions<'vault'> & { readonly seal: Seal }): ChartValues {
  const access = sealAccess(options.seal);
  if (access === undefined) return {};
  return {
    updateStrategyType: 'RollingUpdate',
    ...(access.environment === undefined ? {} : withCredentialsFile(access.environment)),
    ...(access.secretEnvironment === undefined
      ? {}
      : { extraSecretEnvironmentVars: secretEnvironment(access.secretEnvironment) }),
    ha: { raft: { config: raftFile(options, options.seal) } },
  };
}

/** Lists are replaced whole, so the certificate's volume is named again. */
function withCredentialsFile(extraEnvironmentVars: { readonly [name: string]: string }) {
  return { extraEnvironmentVars, volumes: [tls.volume, seal.volume], volumeMounts: [tls.mount, seal.mount] };
}

function secretEnvironment(names: { readonly [name: string]: string }) {
  return Object.entries(names).map(([envName, secretKey]) => ({ envName, secretName: SEAL_SECRET, secretKey }));
}
