import type { Chart } from '../../component.ts';
import type { VaultOptions } from '../../generated/options.ts';

/** Which Vault it is: HashiCorp's own, or the free one that began as a copy of it. */
export type DistributionName = VaultOptions['distribution'];

/** What differs between them; all names, ports, volumes and paths are the same. */
export interface Distribution {
  /** What people call it. */
  readonly title: string;
  readonly chart: Chart;
  /** The release that the chart starts where nothing else is said (upstream: `appVersion` of Chart.yaml): one changes with the other. */
  readonly version: string;
  /** The servers' image, which has all that the containers beside them need. */
  readonly image: string;
  /** The command that a server runs as; `vault` is there under either. */
  readonly command: string;
  /** The variable from which a server knows the name of its pod. */
  readonly podName: string;
}

const clusterKinds = [
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
];

/** Upstream: hashicorp/vault-helm, openbao/openbao-helm. */
export const distributions: { readonly [D in DistributionName]: Distribution } = {
  vault: {
    title: 'Vault',
    chart: {
      repository: 'https://helm.releases.hashicorp.com',
      name: 'vault',
      version: '0.34.1',
      clusterKinds,
    },
    version: '2.0.4',
    image: 'hashicorp/vault:2.0.4',
    command: 'vault',
    podName: 'VAULT_K8S_POD_NAME',
  },
  openbao: {
    title: 'OpenBao',
    chart: {
      repository: 'https://openbao.github.io/openbao-helm',
      name: 'openbao',
      version: '0.29.2',
      release: 'vault',
      clusterKinds,
    },
    version: '2.6.2',
    image: 'quay.io/openbao/openbao:2.6.2',
    command: 'bao',
    podName: 'BAO_K8S_POD_NAME',
  },
};

/** The distribution that the options name. */
export function distributionOf({ distribution }: Pick<VaultOptions, 'distribution'>): Distribution {
  return distributions[distribution];
}
