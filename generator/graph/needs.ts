import type { ClusterModel } from '../model.ts';
import type { Objects } from '../objects.ts';
import { presentStages } from '../present-stages.ts';
import type { Graph } from './graph.ts';

/** The stages that are there with their waves, and an edge from each to what waits for it. */
export function needsGraph(cluster: ClusterModel, objects: Objects): Omit<Graph, 'cluster'> {
  const stages = presentStages(cluster, objects);
  return {
    nodes: stages.map(({ id, component, wave }) => ({ id, label: `${id} (${wave})`, group: component })),
    edges: stages.flatMap(({ id, before }) => before.map((from) => ({ from, to: id }))),
  };
}
