import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { fieldPath } from '../kubernetes/admission.ts';
import { describe, type KubernetesObject } from '../kubernetes/object.ts';
import { isMap } from '../map.ts';
import type { ClusterModel } from '../model.ts';
import { ownerPath, type PlacedObject, placedObjects } from '../placed-objects.ts';
import { namespacesAmong } from '../references/connections.ts';
import { type Inventory, inventoryOf } from '../references/inventory.ts';
import { type Pods, podsOf, type Selector, saysAnything, selects } from '../references/pods.ts';
import { type PodSelection, selectionsIn } from '../references/selectors-in.ts';

/** A Service whose selector finds no pod answers nobody, and a policy or a budget that finds none protects nothing. */
export const emptySelector: Check = {
  summary: 'Each selector finds a pod: of Services, budgets and network policies, and of each workload its own.',
  reach: 'cluster',
  *run(platform): Iterable<Diagnostic> {
    for (const cluster of platform.model.clusters) {
      const inventory = inventoryOf(cluster, platform.objects, platform.registry);
      const placed = placedObjects(platform.objects, cluster.facts.name);
      const pods = placed.flatMap((each) => podsOf(each) ?? []);
      const namespaces = namespacesAmong(placed);
      for (const each of pods)
        if (!findsItself(each)) yield problem(each.owner, ['spec', 'selector'], 'its own pods', cluster, platform);
      // charts also select what their operators make
      for (const each of placed.filter(({ isRendered }) => !isRendered))
        for (const selection of selectionsIn(each.object))
          if (!finds(selection, each.object, pods, namespaces, inventory))
            yield problem(each, selection.path, 'any pod', cluster, platform);
    }
  },
};

function findsItself({ owner: { object }, labels, spec }: Pods): boolean {
  const { selector } = (object as { readonly spec?: { readonly selector?: Selector } }).spec ?? {};
  const spread = Array.isArray(spec['topologySpreadConstraints']) ? spec['topologySpreadConstraints'] : [];
  const all = [selector, ...spread.map((each) => (isMap(each) ? (each['labelSelector'] as Selector) : undefined))];
  return all.every((each) => each === undefined || selects(each, labels));
}

/** Where a chart or an operator makes pods, nobody knows their labels. */
function finds(
  { selector, namespaces: wanted }: PodSelection,
  { metadata: { namespace } }: KubernetesObject,
  pods: readonly Pods[],
  namespaces: ReturnType<typeof namespacesAmong>,
  inventory: Inventory,
): boolean {
  const where = [...namespaces].filter(([name, labels]) =>
    wanted === undefined ? name === namespace : selects(wanted, labels),
  );
  if (
    where.some(
      ([name]) => name === 'kube-system' || inventory.isElsewhere(name) || inventory.mayBeUpstream({ namespace: name }),
    )
  )
    return true;
  const names = new Set(where.map(([name]) => name));
  // who is let in from a namespace that is not there comes with the component that has it
  if (names.size === 0 || !saysAnything(selector)) return true;
  return pods.some((each) => names.has(each.namespace) && selects(selector, each.labels));
}

function problem(
  placed: PlacedObject,
  path: readonly (string | number)[],
  what: string,
  { facts: { name } }: ClusterModel,
  { model }: Platformwide,
): Diagnostic {
  return {
    code: 'empty-selector',
    severity: 'error',
    clusters: [name],
    message: `${describe(placed.object)}: \`${fieldPath(path)}\` does not find ${what}`,
    hint: 'let it name labels that the pods have',
    path: ownerPath(model, name, placed),
    at: 'value',
  };
}
