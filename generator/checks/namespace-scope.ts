import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { scopes } from '../generated/kinds.ts';
import type { KindLookup } from '../kubernetes/custom-kind.ts';
import { kindScope } from '../kubernetes/kind-schema.ts';
import { describe } from '../kubernetes/object.ts';
import { ownerPath, type PlacedObject, placedObjects } from '../placed-objects.ts';
import { renderedKinds } from '../references/rendered-kinds.ts';

/** Kustomize and Argo CD would put a namespace where none is said, each by rules of its own. */
export const namespaceScope: Check = {
  summary: 'A namespaced object carries its namespace, a cluster-scoped one carries none.',
  reach: 'cluster',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { facts } of model.clusters) {
      const defined = renderedKinds(objects, facts.name);
      for (const placed of placedObjects(objects, facts.name)) {
        const message = wrongScope(placed, defined);
        if (message === undefined) continue;
        const path = ownerPath(model, facts.name, placed);
        yield {
          code: 'namespace-scope',
          severity: 'error',
          clusters: [facts.name],
          message,
          hint: placed.isRendered ? ofChart : 'this is a mistake of the component',
          path,
        };
      }
    }
  },
};

const ofChart = 'its chart brings it: another `version` or other `values` may help';

function wrongScope({ object, isRendered }: PlacedObject, defined: KindLookup): string | undefined {
  const { apiVersion, kind } = object;
  const ours = (scopes as { readonly [kind: string]: string })[`${apiVersion}/${kind}`];
  const scope = ours ?? defined(apiVersion, kind)?.scope ?? (isRendered ? kindScope(apiVersion, kind) : undefined);
  const namespaced = object.metadata.namespace !== undefined;
  // of kinds that only a cluster knows, `plinth verify` says that nobody could check them
  if (scope === undefined && isRendered) return undefined;
  if (scope === undefined) return `${describe(object)} is of a kind that has no contract in schema/kubernetes`;
  if (scope === 'Namespaced' && !namespaced) return `${describe(object)} has no namespace`;
  return scope === 'Cluster' && namespaced ? `${describe(object)} has a namespace, and is cluster-scoped` : undefined;
}
