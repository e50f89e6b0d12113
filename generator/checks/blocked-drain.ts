import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { describe } from '../kubernetes/object.ts';
import { ownerPath, type PlacedObject, placedObjects } from '../placed-objects.ts';
import { type Pods, podsOf, type Selector, selects } from '../references/pods.ts';

/** Patches may write what Plinth itself never does. */
interface Budget {
  readonly spec: {
    readonly selector?: Selector;
    readonly minAvailable?: number | string;
    readonly maxUnavailable?: number | string;
  };
}

/** A node whose pods no budget lets go is never empty, and its upgrade waits for ever. */
export const blockedDrain: Check = {
  summary: 'Each disruption budget lets at least one of its pods go.',
  reach: 'cluster',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { facts } of model.clusters) {
      const placed = placedObjects(objects, facts.name);
      const pods = placed.flatMap((each) => podsOf(each) ?? []);
      for (const each of placed) {
        const count = replicasUnder(each, pods);
        if (count === undefined) continue;
        yield {
          code: 'blocked-drain',
          severity: 'error',
          clusters: [facts.name],
          message: `${describe(each.object)} keeps all ${count} of its pods, so no node that has one is ever empty`,
          hint: 'let one go: `maxUnavailable: 1`, with two replicas at least',
          path: ownerPath(model, facts.name, each),
          at: 'value',
        };
      }
    }
  },
};

/** How many pods a budget keeps, where it lets none go. */
function replicasUnder({ object }: PlacedObject, pods: readonly Pods[]): number | undefined {
  if (object.kind !== 'PodDisruptionBudget') return undefined;
  const { selector, minAvailable, maxUnavailable } = (object as unknown as Budget).spec;
  const found = pods.filter(
    ({ namespace, labels }) => namespace === object.metadata.namespace && selects(selector ?? {}, labels),
  );
  const counts = found.map(({ owner }) => (owner.object as { spec?: { replicas?: number } }).spec?.replicas);
  if (counts.length === 0 || counts.includes(undefined)) return undefined;
  const all = counts.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return isAll(minAvailable, all) || maxUnavailable === 0 || maxUnavailable === '0%' ? all : undefined;
}

function isAll(least: number | string | undefined, all: number): boolean {
  if (least === undefined) return false;
  return typeof least === 'number' ? least >= all : Math.ceil((Number.parseFloat(least) * all) / 100) >= all;
}
