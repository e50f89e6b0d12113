import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { describe, objectId } from '../kubernetes/object.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';

/** Two Applications that make the same object take it from each other at every sync. */
export const duplicateObject: Check = {
  summary: 'Each object of a cluster is made by one stage, once.',
  *run(platform): Iterable<Diagnostic> {
    for (const { facts } of platform.model.clusters) {
      const first = new Map<string, string>();
      for (const { object, component, stage } of placedObjects(platform.objects, facts.name)) {
        const id = objectId(object);
        const here = `${component}/${stage}`;
        const other = first.get(id);
        if (other === undefined) first.set(id, here);
        else yield problem(describe(object), other, here, facts.name, ownerPath(platform.model, facts.name, component));
      }
    }
  },
};

function problem(
  object: string,
  first: string,
  second: string,
  cluster: string,
  path: Diagnostic['path'] & object,
): Diagnostic {
  const twice = first === second ? `${first} makes ${object} twice` : `${first} and ${second} both make ${object}`;
  return {
    code: 'duplicate-object',
    severity: 'error',
    message: `on ${cluster}, ${twice}`,
    hint: 'give one of the two another name',
    path,
  };
}
