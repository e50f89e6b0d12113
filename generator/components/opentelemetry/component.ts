import { defineComponent } from '../../component.ts';
import { check } from './check.ts';
import { collectors } from './stages/collectors.ts';
import { install } from './stages/install.ts';

/** OpenTelemetry: collectors of logs, traces and metrics. Upstream: open-telemetry/opentelemetry-operator, -collector-contrib. */
export const opentelemetry = defineComponent({
  name: 'opentelemetry',
  summary: 'Collectors that take in logs, traces and metrics and bring them to where they are kept',
  namespace: { name: 'opentelemetry', podSecurity: ({ agent }) => (agent.enabled ? 'privileged' : 'baseline') },
  pitfalls: [
    "Without cert-manager the chart makes new certificates at every render, in its Secret, its webhooks and a CRD; cert-manager makes them here, and the chart's own are off.",
    "A newer operator rewrites collectors in the cluster, which Argo CD would take back; `upgradeStrategy` is `none`, and the collectors' version changes with Plinth.",
    'Processors work in the order they are written: the memory limiter comes first in every pipeline, so that too much is refused and tried again, and nobody is killed.',
    'Parts of a collector have been renamed (`filelog`, `k8sattributes`, `hostmetrics`, `kubeletstats`, the exporter `otlp`); the new names are used, which the old ones may be gone before.',
    'Only the distribution `contrib` writes into ClickHouse, and not the one that the operator takes by itself.',
    "The collector's exporter would make its tables on one server only and without the others' rows; ClickHouse makes them, and the gateway's user may only insert.",
    'A gRPC connection stays with the pod that it first reached: the agents ask for the addresses of all gateways and take turns.',
    'What an agent has read and not got rid of is on its node (`/var/lib/otelcol`), so that a restart neither loses nor repeats lines; it does not read its own log.',
    'By the address of a connection, what a collector sends would be taken for its own; agents and the one of the cluster send to a port of their own, which asks for a certificate.',
    'Two receivers of the state of the cluster would count everything twice, and one on every node as often as there are nodes: a third collector has it, once, and ends before its successor starts.',
    'That receiver waits ten minutes for what it may not watch, and then ends the collector; its role names each of the kinds, and nothing else.',
    'What the platform itself measures (certificates, pools, Applications) is asked of every pod: behind a Service each answer would come from another one, and only the one that leads knows.',
    'The volumes of a pod have no name until the kubelet is asked for its pods as well (`nodes/pods`); before Kubernetes 1.33 that takes `nodes/proxy`, which older clusters get in a role of their own.',
    'A cluster inside another has no nodes: its agent is an error, and the agent of its host sees its pods.',
    'Programs send to 4317 and 4318 in the clear, as they do everywhere; put their namespaces and this one into a mesh where that matters.',
    'Kubelets on Talos show certificates that nobody has signed, unless the machine config says otherwise; `kubeletCertificates` says which it is. With `verified`, Plinth says so in the machine config of a cluster with `omni`.',
    'Reading folders of the node needs a privileged namespace; without the agent it is none.',
    'The password of ClickHouse is read at the start: after a change in Vault, `kubectl -n opentelemetry rollout restart deployment gateway-collector`.',
  ],
  stages: { install, collectors },
  machines: ({ options: { agent } }) =>
    agent.enabled && agent.kubeletCertificates === 'verified'
      ? [{ reason: 'The agents of OpenTelemetry check the certificates of kubelets.', kubeletCertificates: 'signed' }]
      : [],
  check,
});
