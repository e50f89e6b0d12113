import type { ClusterModel } from '../model.ts';
import type { Graph } from './graph.ts';

/** Stages with their waves, and an edge from each to what waits for it. */
export function needsGraph({ stages }: ClusterModel): Omit<Graph, 'cluster'> {
  return {
    nodes: stages.map(({ id, component, wave }) => ({ id, label: `${id} (${wave})`, group: component })),
    edges: stages.flatMap(({ id, before }) => before.map((from) => ({ from, to: id }))),
  };
}
