import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ObjectOf } from '../kubernetes/create.ts';
import { describe, type KubernetesObject } from '../kubernetes/object.ts';
import { componentIn, ownerPath, placedObjects } from '../placed-objects.ts';

/** Whoever gets hold of a pod with such rights has the cluster. */
export const wideRights: Check = {
  summary: 'No role may do everything with everything, and nobody is given `cluster-admin`, without it being said.',
  reach: 'stage',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { facts } of model.clusters)
      for (const placed of placedObjects(objects, facts.name)) {
        const problem = rightsOf(placed.object);
        if (problem === undefined) continue;
        yield {
          code: 'wide-rights',
          severity: 'warning',
          ...componentIn(placed),
          clusters: [facts.name],
          message: `${describe(placed.object)} ${problem}`,
          hint: 'name what it needs; or say under `allowed` why it is so',
          path: ownerPath(model, facts.name, placed),
          at: 'value',
        };
      }
  },
};

interface Role {
  readonly rules?: readonly {
    readonly apiGroups?: readonly string[];
    readonly resources?: readonly string[];
    readonly verbs?: readonly string[];
  }[];
}

type Binding = ObjectOf<'rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'>;

function rightsOf(object: KubernetesObject): string | undefined {
  if (object.kind === 'ClusterRoleBinding' && (object as Binding).roleRef.name === 'cluster-admin')
    return 'gives `cluster-admin`, which may do everything';
  if (object.kind !== 'ClusterRole') return undefined;
  const isWide = ((object as unknown as Role).rules ?? []).some(({ apiGroups = [], resources = [], verbs = [] }) =>
    [apiGroups, resources, verbs].every((each) => each.includes('*')),
  );
  return isWide ? 'may do everything with everything' : undefined;
}
