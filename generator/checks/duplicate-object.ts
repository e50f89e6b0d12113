import type { Check } from '../check.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { describe, type KubernetesObject, objectId } from '../kubernetes/object.ts';
import type { StageObjects } from '../objects.ts';
import { ownerPath } from '../placed-objects.ts';
import { madeOf } from '../references/made-of.ts';

/** Two Applications that make the same object take it from each other at every sync. */
export const duplicateObject: Check = {
  summary: 'Each object of a cluster is made by one stage, once: what charts and operators make included.',
  reach: 'cluster',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { facts } of model.clusters) {
      const first = new Map<string, string>();
      // the Secret of a VaultSecret collides with it: one mistake
      const told = new Set<string>();
      for (const stage of objects.stages.filter(({ clusters }) => clusters.has(facts.name))) {
        for (const object of madeBy(stage, facts.name)) {
          const here = `${stage.component}/${stage.name}`;
          const other = first.get(objectId(object));
          const { name, namespace } = object.metadata;
          const mistake = `${other} ${here} ${namespace} ${name}`;
          if (other === undefined) first.set(objectId(object), here);
          else if (!told.has(mistake))
            yield problem(
              describe(object),
              other,
              here,
              facts.name,
              ownerPath(model, facts.name, { component: stage.component, stage: stage.name }, name),
            );
          told.add(mistake);
        }
      }
    }
  },
};

/** What a stage emits, and what comes of it: the Secrets of certificates, of Vault, of sealed values and of other stores, and what its chart provides. */
function madeBy({ clusters }: StageObjects, cluster: string): readonly KubernetesObject[] {
  const emitted = clusters.get(cluster)?.objects ?? [];
  const outputs = emitted.flatMap(madeOf).map(({ name, namespace, kind }) => secretOf(name, namespace, 'v1', kind));
  const known = new Set(outputs.map(objectId));
  // a stage may name a Secret that its own certificate makes among what it provides
  const provided = (clusters.get(cluster)?.provides ?? []).map(({ apiVersion, kind, name, namespace }) =>
    secretOf(name, namespace, apiVersion, kind),
  );
  return [...emitted, ...outputs, ...provided.filter((each) => !known.has(objectId(each)))];
}

function secretOf(name: string, namespace: string | undefined, apiVersion = 'v1', kind = 'Secret'): KubernetesObject {
  return { apiVersion, kind, metadata: namespace === undefined ? { name } : { name, namespace } };
}

function problem(object: string, first: string, second: string, cluster: string, path: Path): Diagnostic {
  const message = first === second ? `${first} makes ${object} twice` : `${first} and ${second} both make ${object}`;
  return {
    code: 'duplicate-object',
    severity: 'error',
    clusters: [cluster],
    message,
    hint: 'give one of the two another name',
    path,
  };
}
