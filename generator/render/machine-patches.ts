import { edgeToleration } from '../kubernetes/edge-toleration.ts';
import type { NodeDemand } from '../machine-demand.ts';
import type { ClusterFacts } from '../model.ts';
import type { MachineDemands } from './machine-demands.ts';
import type { LegacyPatch, TalosPatch } from './talos-patch.ts';

/** A patch of the machine config, in a file of its own beside the template. */
export interface MachinePatch {
  readonly file: string;
  /** The machines it is for, by the kind of document that refers to it, or as nodes by name. */
  readonly target: 'cluster' | 'controlPlanes' | 'edges' | readonly string[];
  /** Why, a sentence each. */
  readonly notes: readonly string[];
  readonly content: TalosPatch;
}

/** Every patch of a cluster's machines, in the order in which Talos merges them. */
export function machinePatches(facts: ClusterFacts, { nodes, kubelets }: MachineDemands): readonly MachinePatch[] {
  const { controlPlanes, workers, edges } = facts.nodes;
  const names = [...controlPlanes, ...Object.keys(workers).sort(), ...edges];
  return [
    ...network(facts),
    ...(kubelets.length > 0 ? kubeletCertificates(kubelets.map(({ reason }) => reason)) : []),
    ...(Object.keys(workers).length === 0 ? [withoutWorkers] : []),
    ...(edges.length > 0 ? [edgeTaint] : []),
    ...names.map(hostname),
    ...nodes.map((demand) => demanded(demand, `patches/${demand.component}-${demand.name}.yaml`)),
  ];
}

function network({ cni: { kind, networkPolicies } }: ClusterFacts): readonly MachinePatch[] {
  if (kind !== 'flannel')
    return [networkPatch(`Talos brings no network of its own, so that ${kind} can.`, { name: 'none' })];
  if (!networkPolicies) return [];
  const flannel = { name: 'flannel', flannel: { kubeNetworkPoliciesEnabled: true } } as const;
  return [networkPatch('Flannel enforces no NetworkPolicy by itself; Talos puts beside it what does.', flannel)];
}

function networkPatch(
  note: string,
  cni: NonNullable<NonNullable<LegacyPatch['cluster']>['network']>['cni'],
): MachinePatch {
  return { file: 'patches/network.yaml', target: 'cluster', notes: [note], content: { cluster: { network: { cni } } } };
}

/** Signs what kubelets ask for; its release names an exact image. Upstream: alex1989hu/kubelet-serving-cert-approver. */
const approver =
  'https://raw.githubusercontent.com/alex1989hu/kubelet-serving-cert-approver/v0.9.3/deploy/standalone-install.yaml';

function kubeletCertificates(reasons: readonly string[]): readonly MachinePatch[] {
  return [
    {
      file: 'patches/kubelet-certificates.yaml',
      target: 'cluster',
      notes: reasons,
      content: { machine: { kubelet: { extraArgs: { 'rotate-server-certificates': 'true' } } } },
    },
    {
      file: 'patches/kubelet-certificate-approver.yaml',
      target: 'controlPlanes',
      notes: [
        'Nobody approves by default what kubelets ask for, and without a certificate neither `kubectl logs` nor `exec` works.',
        'Talos does not check what it fetches from this address against a digest.',
      ],
      content: { cluster: { extraManifests: [approver] } },
    },
  ];
}

const withoutWorkers: MachinePatch = {
  file: 'patches/control-planes.yaml',
  target: 'controlPlanes',
  notes: ['There is no worker: pods run on the control planes.'],
  content: { cluster: { allowSchedulingOnControlPlanes: true } },
};

const { key, value, effect } = edgeToleration;

const edgeTaint: MachinePatch = {
  file: 'patches/edges.yaml',
  target: 'edges',
  notes: [
    'A node that is no control plane may not change its own taints: `nodeTaints` would be refused. It may bring them when it joins.',
  ],
  content: { machine: { kubelet: { extraConfig: { registerWithTaints: [{ key, value, effect }] } } } },
};

function hostname(node: string): MachinePatch {
  const content = { apiVersion: 'v1alpha1', kind: 'HostnameConfig', hostname: node, auto: 'off' } as const;
  return { file: `machines/${node}.yaml`, target: [node], notes: [], content };
}

function demanded(
  { nodes, reason, labels, sysctls, modules = [], folders = [] }: NodeDemand,
  file: string,
): MachinePatch {
  const machine: NonNullable<LegacyPatch['machine']> = {
    ...(folders.length > 0 ? { kubelet: { extraMounts: folders.map(mount) } } : {}),
    ...(sysctls === undefined ? {} : { sysctls }),
    ...(modules.length > 0 ? { kernel: { modules: modules.map((name) => ({ name })) } } : {}),
    ...(labels === undefined ? {} : { nodeLabels: labels }),
  };
  return { file, target: nodes, notes: [reason], content: { machine } };
}

/** Shared, so that what the kubelet mounts below it is seen by the node and by other pods. */
function mount(folder: string) {
  return { destination: folder, type: 'bind', source: folder, options: ['bind', 'rshared', 'rw'] } as const;
}
