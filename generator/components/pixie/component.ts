import { defineComponent } from '../../component.ts';
import { renderText } from '../../text.ts';
import { check } from './check.ts';
import { NAMESPACE, OPERATOR_NAMESPACE } from './names.ts';
import { install } from './stages/install.ts';
import { instance } from './stages/instance.ts';
import { upkeep } from './upkeep.ts';

/** Pixie: telemetry from eBPF. Upstream: pixie-io/pixie. */
export const pixie = defineComponent({
  name: 'pixie',
  summary: 'Requests and traffic as the kernel sees them, handed on to OpenTelemetry',
  namespace: { name: NAMESPACE, podSecurity: 'privileged' },
  namespaces: () => [{ name: OPERATOR_NAMESPACE, podSecurity: 'restricted' }],
  pitfalls: [
    "Upstream's chart brings the Operator Lifecycle Manager, which may do everything in the cluster and updates Pixie's operator by itself, and hooks that delete whole namespaces. The operator needs none of it and is a Deployment here.",
    'The operator writes into the spec of its instance: a version where none is named, labels, and another store where no storage class is the default. The version is named, updates are off, and nothing that it leaves out is written here.',
    'When the instance goes, the operator takes away what it made, for which it must still run. Nothing makes it wait: the runbook says how to take away what stays behind.',
    "What runs on the nodes comes from Pixie's cloud, at the release that is named: git does not hold it, and without that cloud there is nothing.",
    "Pixie's OpenTelemetry plugin is switched on in the web interface of its cloud, where git cannot reach it. Its query broker runs scripts from ConfigMaps just as well, once a patch names them as a source.",
    'A script that is in the cloud as well exports everything twice: leave the OpenTelemetry plugin off there.',
    'A span of Pixie has no status; an answer of 500 and above counts as failed on the dashboards.',
    'Pixie keeps what it knows about the cluster on a volume of the default storage class; with none, or with two, it makes an etcd without a volume instead.',
    'It sees plain text before it is encrypted, passwords in bodies included. `Restricted` blanks that out; the export takes no headers, bodies or queries along either way.',
    'The operator may write roles, and so give itself any right.',
  ],
  stages: { install, instance },
  health: { 'px.dev_Vizier': renderText('pixie/vizier-health.lua', {}) },
  upkeep,
  check,
});
