import { defineComponent } from '../../component.ts';
import { install } from './stages/install.ts';

/** metrics-server: the resource metrics API. Upstream: kubernetes-sigs/metrics-server. */
export const metricsServer = defineComponent({
  name: 'metrics-server',
  summary: 'CPU and memory use of pods and nodes, for `kubectl top` and autoscalers',
  needsMachines: true,
  machines: ({ options: { kubeletCertificates } }) =>
    kubeletCertificates === 'verified'
      ? [{ reason: 'metrics-server checks the certificates of kubelets.', kubeletCertificates: 'signed' }]
      : [],
  namespace: { name: 'kube-system', podSecurity: 'privileged' },
  pitfalls: [
    'A kubelet signs its own certificate unless told otherwise, and metrics-server refuses it: no metrics at all. `kubeletCertificates` says which it is; with `verified`, Plinth writes into the machine config of a cluster with `omni` that they ask the cluster for one, and what approves it.',
    'The API server takes the certificate of metrics-server on trust, unless cert-manager is enabled: then the chart asks it for one and the API server checks it.',
    'With `tls.type: helm` the chart makes a new certificate at every render; it is never used here.',
    'On a vcluster it is off: the host answers.',
  ],
  stages: { install },
});
