import { defineComponent } from '../../component.ts';
import { install } from './stages/install.ts';

/** The Secrets Store CSI driver; what it mounts comes from a provider such as Vault's. Upstream: kubernetes-sigs/secrets-store-csi-driver. */
export const secretsStoreCsi = defineComponent({
  name: 'secrets-store-csi',
  summary: 'Secrets from Vault as files in pods, without a Kubernetes Secret in between',
  needsMachines: true,
  namespace: { name: 'kube-system', podSecurity: 'privileged' },
  pitfalls: [
    "The chart upgrades its CRDs by two hook Jobs, which Argo CD would run before every sync with rights over all CRDs; here the CRDs come with the chart's other objects, once.",
    'The driver and a provider meet in a folder of the node; both charts default to `/var/run/secrets-store-csi-providers` since driver 1.6 and vault chart 0.31, an older pair does not find each other.',
    'The chart tolerates every taint, so that the driver, privileged, also runs on control planes and edge nodes; here it runs where pods with secrets do.',
    'Without rotation a pod keeps the secret it was started with, however often Vault changes it.',
  ],
  stages: { install },
});
