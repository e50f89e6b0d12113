import type { Check } from '../check.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import type { Omni } from '../generated/options.ts';
import type { ClusterFacts } from '../model.ts';
import { unknownName } from '../unknown-name.ts';

/** A node without a machine would silently be no part of the cluster, and a machine without a node lies idle. */
export const omniMachines: Check = {
  summary: 'Where machines are given, each node has one and each machine is one of a node.',
  reach: 'platform',
  *run({ model }): Iterable<Diagnostic> {
    for (const { facts } of model.clusters) {
      if (facts.omni === undefined) continue;
      const nodes = nodesOf(facts);
      yield* withoutNode(facts.name, facts.omni, [...nodes.keys()]);
      for (const [node, path] of nodes) if (facts.omni.machines[node] === undefined) yield withoutMachine(node, path);
    }
  },
};

/** Each node with its place. */
function nodesOf({ name, nodes: { controlPlanes, workers, edges } }: ClusterFacts): ReadonlyMap<string, Path> {
  const nodes: Path = ['clusters', name, 'nodes'];
  return new Map<string, Path>([
    ...controlPlanes.map((node, index) => [node, [...nodes, 'controlPlanes', index]] as const),
    ...Object.keys(workers).map((node) => [node, [...nodes, 'workers', node]] as const),
    ...edges.map((node, index) => [node, [...nodes, 'edges', index]] as const),
  ]);
}

/** What was meant can only be a node that has no machine yet. */
function* withoutNode(cluster: string, { machines }: Omni, nodes: readonly string[]): Iterable<Diagnostic> {
  const free = nodes.filter((node) => machines[node] === undefined);
  const hint = `name it under \`clusters.${cluster}.nodes\`, or remove the machine`;
  for (const name of Object.keys(machines).filter((each) => !nodes.includes(each))) {
    const path = ['clusters', cluster, 'omni', 'machines', name];
    const problem = { code: 'unknown-node', path, message: `${cluster} has no node \`${name}\`` } as const;
    if (free.length === 0) yield { ...problem, severity: 'error', at: 'key', hint };
    else for (const found of unknownName(name, free, problem)) yield { ...found, at: 'key' };
  }
}

function withoutMachine(node: string, path: Path): Diagnostic {
  return {
    code: 'missing-machine',
    severity: 'error',
    message: `no machine is given for the node \`${node}\`, and Omni would make the cluster without it`,
    hint: `add \`${node}: { id: <UUID>, installDisk: /dev/disk/by-id/… }\` to \`${path.slice(0, 2).join('.')}.omni.machines\``,
    path,
  };
}
