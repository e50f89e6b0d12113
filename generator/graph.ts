import type { Graph, GraphKind } from './graph/graph.ts';
import { needsGraph } from './graph/needs.ts';
import { networkGraph } from './graph/network.ts';
import { secretsGraph } from './graph/secrets.ts';
import type { Compilation } from './index.ts';
import type { Model } from './model.ts';
import type { Objects } from './objects.ts';
import type { Registry } from './registry.ts';

/** The graphs of one kind, one for each of the clusters. */
export function graphsOf(
  kind: GraphKind,
  { model, objects }: Required<Pick<Compilation, 'model' | 'objects'>>,
  registry: Registry,
  clusters: readonly string[],
): readonly Graph[] {
  return model.clusters
    .filter(({ facts }) => clusters.includes(facts.name))
    .map((cluster) => tidy({ cluster: cluster.facts.name, ...makers[kind](cluster, objects, registry) }));
}

type Maker = (cluster: Model['clusters'][number], objects: Objects, registry: Registry) => Omit<Graph, 'cluster'>;

const makers: { readonly [K in GraphKind]: Maker } = {
  needs: needsGraph,
  secrets: secretsGraph,
  network: networkGraph,
};

function tidy({ cluster, nodes, edges }: Graph): Graph {
  const once = new Map(nodes.map((each) => [each.id, each]));
  const arrows = new Map(edges.map((each) => [`${each.from}\n${each.to}\n${each.label ?? ''}`, each]));
  return {
    cluster,
    nodes: [...once.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    edges: [...arrows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each),
  };
}
