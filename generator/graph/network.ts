import type { ClusterModel } from '../model.ts';
import type { Objects } from '../objects.ts';
import { placedObjects } from '../placed-objects.ts';
import { referencesIn } from '../references/references-in.ts';
import { addressesOf, speakersOn } from '../references/speakers.ts';
import { routesOf } from '../routes.ts';
import type { Graph, GraphEdge } from './graph.ts';
import { speakerNode } from './speaker-node.ts';

const OUTSIDE = 'outside';

/** Which host leads to which Service, and which Services objects and charts are told to call. */
export function networkGraph({ facts }: ClusterModel, objects: Objects): Omit<Graph, 'cluster'> {
  const edges = [...routed(facts.name, objects), ...called(facts.name, objects)];
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  return { nodes: ids.map((id) => ({ id, label: id, ...groupOf(id) })), edges };
}

function groupOf(id: string): { group?: string } {
  const namespace = /(?:^| )([a-z0-9-]+)\//.exec(id)?.[1];
  return namespace === undefined ? {} : { group: namespace };
}

function routed(cluster: string, objects: Objects): readonly GraphEdge[] {
  return placedObjects(objects, cluster).flatMap(({ object }) => {
    const services = referencesIn(object).filter(({ kind }) => kind === 'Service');
    return routesOf(object).flatMap(({ host }) => [
      { from: OUTSIDE, to: host },
      ...services.map(({ namespace, name, port }) => ({
        from: host,
        to: `Service ${namespace}/${name}`,
        ...(port === undefined ? {} : { label: String(port) }),
      })),
    ]);
  });
}

function called(cluster: string, objects: Objects): readonly GraphEdge[] {
  return speakersOn(cluster, objects).flatMap((speaker) =>
    addressesOf(speaker).map(({ service, namespace, port }) => ({
      from: speakerNode(speaker),
      to: `Service ${namespace}/${service}`,
      ...(port === undefined ? {} : { label: String(port) }),
    })),
  );
}
