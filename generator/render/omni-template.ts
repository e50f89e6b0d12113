import type { Omni } from '../generated/options.ts';
import type { ClusterFacts } from '../model.ts';
import type { Yaml } from '../yaml.ts';
import type { MachineDemands } from './machine-demands.ts';
import type { MachinePatch } from './machine-patches.ts';

/** A document of a cluster template, with exactly the fields that Plinth writes. Upstream: client/pkg/template of siderolabs/omni, 1.10. */
export type TemplateDocument = { readonly kind: 'Cluster' | 'ControlPlane' | 'Workers' | 'Machine' } & {
  readonly [field: string]: Yaml | undefined;
};

/** The documents of a cluster's template: the cluster, its sets of machines, and each machine. */
export function omniTemplate(
  facts: ClusterFacts,
  omni: Omni,
  demands: MachineDemands,
  patches: readonly MachinePatch[],
): readonly TemplateDocument[] {
  const { controlPlanes, workers, edges } = facts.nodes;
  const names = Object.keys(workers).sort();
  const ids = (nodes: readonly string[]) => nodes.map((node) => omni.machines[node]?.id ?? '');
  return [
    {
      kind: 'Cluster',
      name: omni.name ?? facts.name,
      kubernetes: { version: `v${facts.kubernetes}` },
      talos: { version: `v${omni.talos}` },
      ...patchesFor('cluster', patches),
    },
    { kind: 'ControlPlane', machines: ids(controlPlanes), ...patchesFor('controlPlanes', patches) },
    ...(names.length > 0 ? [{ kind: 'Workers', machines: ids(names) } as const] : []),
    ...(edges.length > 0
      ? [{ kind: 'Workers', name: 'edges', machines: ids(edges), ...patchesFor('edges', patches) } as const]
      : []),
    ...[...controlPlanes, ...names, ...edges].map((node) => machine(node, omni, demands, patches)),
  ];
}

function machine(
  node: string,
  { machines }: Omni,
  { nodes }: MachineDemands,
  patches: readonly MachinePatch[],
): TemplateDocument {
  const asked = nodes.filter((demand) => demand.nodes.includes(node));
  const kernelArgs = [...new Set(asked.flatMap(({ kernelArguments }) => kernelArguments ?? []))];
  return {
    kind: 'Machine',
    name: machines[node]?.id ?? '',
    install: { disk: machines[node]?.installDisk },
    ...(kernelArgs.length > 0 ? { kernelArgs } : {}),
    patches: patches.flatMap(({ target, file }) => (Array.isArray(target) && target.includes(node) ? [{ file }] : [])),
  };
}

function patchesFor(wanted: MachinePatch['target'], patches: readonly MachinePatch[]) {
  const files = patches.filter(({ target }) => target === wanted).map(({ file }) => ({ file }));
  return files.length > 0 ? { patches: files } : {};
}
