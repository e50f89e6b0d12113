import type { ClusterModel } from '../model.ts';
import type { Objects } from '../objects.ts';
import { referencesOf, speakersOn } from '../references/speakers.ts';
import { origins } from '../secret.ts';
import type { Graph } from './graph.ts';
import { speakerNode } from './speaker-node.ts';

/** Where each declared secret comes from, and what names it: objects, and the charts that are told its name. */
export function secretsGraph({ facts }: ClusterModel, objects: Objects): Omit<Graph, 'cluster'> {
  const uses = usesOn(facts.name, objects);
  const secrets = facts.secrets.map((secret) => ({ ...secret, id: `${secret.namespace}/${secret.name}` }));
  const known = new Set(secrets.map(({ id }) => id));
  return {
    nodes: [
      ...secrets.map(({ id, namespace }) => ({ id, label: id, group: namespace })),
      ...secrets.map(({ origin }) => ({ id: origins[origin], label: origins[origin] })),
      ...uses.filter(({ secret }) => known.has(secret)).map(({ by }) => ({ id: by, label: by })),
    ],
    edges: [
      ...secrets.map(({ id, origin }) => ({ from: origins[origin], to: id, label: origin })),
      ...uses.filter(({ secret }) => known.has(secret)).map(({ secret, by }) => ({ from: secret, to: by })),
    ],
  };
}

interface Use {
  readonly secret: string;
  readonly by: string;
}

function usesOn(cluster: string, objects: Objects): readonly Use[] {
  return speakersOn(cluster, objects).flatMap((speaker) =>
    referencesOf(speaker)
      .filter(({ kind }) => kind === 'Secret')
      .map(({ namespace, name }) => ({ secret: `${namespace}/${name}`, by: speakerNode(speaker) })),
  );
}
