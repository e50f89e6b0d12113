import { describe } from '../kubernetes/object.ts';
import type { ClusterModel } from '../model.ts';
import { type Objects, valuesIn } from '../objects.ts';
import { referencesIn, referencesInValues } from '../references/references-in.ts';
import { origins } from '../secret.ts';
import type { Graph } from './graph.ts';

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

function usesOn(cluster: string, { stages }: Objects): readonly Use[] {
  return stages.flatMap(({ clusters }) => {
    const { objects = [], upstream } = clusters.get(cluster) ?? {};
    const chart = `chart ${upstream?.chart?.name}`;
    return [
      ...objects.flatMap((object) => secretsAmong(referencesIn(object), describe(object))),
      ...valuesIn(upstream).flatMap((values, index) =>
        secretsAmong(
          referencesInValues(values, upstream?.releases?.[index]?.namespace ?? upstream?.namespace ?? ''),
          chart,
        ),
      ),
    ];
  });
}

function secretsAmong(references: ReturnType<typeof referencesIn>, by: string): readonly Use[] {
  return references
    .filter(({ kind }) => kind === 'Secret')
    .map(({ namespace, name }) => ({ secret: `${namespace}/${name}`, by }));
}
