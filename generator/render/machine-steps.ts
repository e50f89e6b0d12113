import type { GateStep } from '../component.ts';
import type { NodeDemand } from '../machine-demand.ts';
import type { ClusterFacts, ClusterModel, PlatformFacts } from '../model.ts';
import type { Registry } from '../registry.ts';
import { type MachineDemands, machineDemands } from './machine-demands.ts';
import { TEMPLATE } from './omni-folder.ts';

/** What a person does from bare machines to a cluster, and what to look at afterwards; none where platform.yaml names no machines. */
export function machineSteps(cluster: ClusterModel, platform: PlatformFacts, registry: Registry): readonly GateStep[] {
  const { facts } = cluster;
  if (facts.omni === undefined) return [];
  const name = facts.omni.name ?? facts.name;
  return [
    ...template(`clusters/${facts.name}/omni`, name),
    ...lookAt(facts, machineDemands(cluster, platform, registry)),
  ];
}

function template(folder: string, name: string): readonly GateStep[] {
  return [
    {
      text: "Start each machine from Omni's installation media. It shows itself in Omni under the UUID of the table, with the disk: compare both, since what is on that disk will be gone.",
      commands: ['omnictl get machines', 'omnictl get machinestatus <UUID> -o yaml'],
    },
    {
      text: 'See what Omni says of the template and what it would change. The paths in it count from its folder. A machine that the template no longer names leaves the cluster and is wiped.',
      commands: [
        `cd ${folder}`,
        `omnictl cluster template validate -f ${TEMPLATE}`,
        `omnictl cluster template sync -f ${TEMPLATE} --dry-run --verbose`,
      ],
    },
    {
      text: 'Let Omni make the cluster, or bring it to what the template says: here and after every change of the template. Argo CD does not do it.',
      commands: [
        `omnictl cluster template sync -f ${TEMPLATE}`,
        `omnictl cluster template status -f ${TEMPLATE} --wait 30m`,
        `omnictl kubeconfig --cluster ${name}`,
        `omnictl talosconfig --cluster ${name}`,
      ],
    },
  ];
}

function lookAt(facts: ClusterFacts, { nodes, kubelets }: MachineDemands): readonly GateStep[] {
  return [
    {
      text: 'Every node of the table has joined, under its name and with its version.',
      commands: ['kubectl get nodes -o wide'],
    },
    ...network(facts),
    ...nodes.flatMap(asked),
    ...(facts.nodes.edges.length > 0 ? [edgeTaints(facts.nodes.edges)] : []),
    ...(kubelets.length > 0 ? [certificates] : []),
  ];
}

function network({ cni: { kind, networkPolicies } }: ClusterFacts): readonly GateStep[] {
  if (kind !== 'flannel')
    return [
      {
        text: `Talos brings no network here: install ${kind} now. Until then every node is NotReady, and nothing else starts.`,
        commands: ['kubectl wait --for=condition=Ready nodes --all --timeout=10m'],
      },
    ];
  if (!networkPolicies) return [];
  const text = 'Beside flannel runs what enforces NetworkPolicies, on every node.';
  return [{ text, commands: ['kubectl -n kube-system get daemonset'] }];
}

/** What can be seen of a demand from outside of the machine. */
function asked({ component, nodes, labels, sysctls, kernelArguments }: NodeDemand & { component: string }) {
  const commands = [
    ...Object.entries(labels ?? {}).map(([label, value]) => `kubectl get nodes -l ${label}=${value}`),
    ...Object.keys(sysctls ?? {}).map((each) => `${talosctl(nodes)} read /proc/sys/${each.replaceAll('.', '/')}`),
    ...((kernelArguments ?? []).length > 0 ? [`${talosctl(nodes)} read /proc/cmdline`] : []),
  ];
  const text = `What ${component} asks of ${nodes.join(', ')} is there${expected(sysctls, kernelArguments)}.`;
  return commands.length > 0 ? [{ text, commands }] : [];
}

function expected(sysctls: NodeDemand['sysctls'], kernelArguments: NodeDemand['kernelArguments']): string {
  const all = [...Object.entries(sysctls ?? {}).map(([name, value]) => `${name}=${value}`), ...(kernelArguments ?? [])];
  return all.length === 0 ? '' : `: ${all.map((each) => `\`${each}\``).join(', ')}`;
}

function talosctl(nodes: readonly string[]): string {
  return `talosctl -n ${nodes.join(',')}`;
}

function edgeTaints(edges: readonly string[]): GateStep {
  return {
    text: `The edge nodes (${edges.join(', ')}) have their taint. One that joined before it was in the template gets it by hand.`,
    commands: ['kubectl get nodes -o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints'],
  };
}

const certificates: GateStep = {
  text: 'What the kubelets ask for is approved and issued.',
  commands: ['kubectl get csr --field-selector spec.signerName=kubernetes.io/kubelet-serving'],
};
