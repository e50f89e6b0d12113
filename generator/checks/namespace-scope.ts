import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { scopes } from '../generated/kinds.ts';
import { describe, type KubernetesObject } from '../kubernetes/object.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';

/** Kustomize and Argo CD would put a namespace where none is said, each by rules of its own. */
export const namespaceScope: Check = {
  summary: 'A namespaced object carries its namespace, a cluster-scoped one carries none.',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { facts } of model.clusters) {
      for (const placed of placedObjects(objects, facts.name)) {
        const message = wrongScope(placed.object);
        if (message === undefined) continue;
        const path = ownerPath(model, facts.name, placed);
        yield {
          code: 'namespace-scope',
          severity: 'error',
          clusters: [facts.name],
          message,
          hint: 'this is a mistake of the component',
          path,
        };
      }
    }
  },
};

function wrongScope(object: KubernetesObject): string | undefined {
  const scope = (scopes as { readonly [kind: string]: string })[`${object.apiVersion}/${object.kind}`];
  const namespaced = object.metadata.namespace !== undefined;
  if (scope === undefined) return `${describe(object)} is of a kind that has no contract in schema/kubernetes`;
  if (scope === 'Namespaced' && !namespaced) return `${describe(object)} has no namespace`;
  return scope === 'Cluster' && namespaced ? `${describe(object)} has a namespace, and is cluster-scoped` : undefined;
}
