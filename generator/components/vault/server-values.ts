import type { ChartValues, PlatformOptions } from '../../component.ts';
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
  const { replicas, resources, storageClass, storageSize, auditStorage, plugins } = options;
  return {
    resources: { requests: { cpu: resources.cpu, memory: resources.memory }, limits: { memory: resources.memory } },
    // the command line in the pod trusts the listener's certificate
    extraEnvironmentVars: { VAULT_CACERT: '/vault/tls/ca.crt' },
    volumes: [tls.volume],
    volumeMounts: [tls.mount],
    extraInitContainers: Object.keys(plugins).length > 0 ? [fetchPlugins(options)] : undefined,
    extraContainers: [reload(options)],
    shareProcessNamespace: true,
    // a checksum in the pods' template, or a change of the file would reach no running server
    includeConfigAnnotation: true,
    // a sealed server answers nobody
    service: { publishNotReadyAddresses: false },
    dataStorage: { storageClass, size: storageSize },
    auditStorage: auditStorage === undefined ? undefined : { enabled: true, ...auditStorage },
    ha: {
      enabled: true,
      replicas,
      // a name that the certificate covers, where the chart would give the pod's address
      apiAddr: 'https://$(VAULT_K8S_POD_NAME).vault-internal.vault.svc:8200',
      raft: { enabled: true, setNodeId: true, config: raftFile(options) },
      // for one server the budget would be 0, and its node could never be drained
      disruptionBudget: replicas === 1 ? { enabled: false } : undefined,
    },
  };
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
