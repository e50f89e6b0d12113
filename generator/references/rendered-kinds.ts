import { type CustomKinds, customKindsIn, type KindLookup, lookupIn } from '../kubernetes/custom-kind.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Objects } from '../objects.ts';
import { placedObjects } from '../placed-objects.ts';

/** Finds the kinds that rendered charts define on a cluster. */
export function renderedKinds(objects: Objects, cluster: string): KindLookup {
  const made = placedObjects(objects, cluster).filter(({ isRendered }) => isRendered);
  const kinds = made.map(({ object }) => kindsOf(object));
  return lookupIn(Object.assign({}, ...kinds) as CustomKinds);
}

const none: CustomKinds = {};
/** Clusters mostly share their charts, and a large definition takes long to look through. */
const known = new WeakMap<KubernetesObject, CustomKinds>();

function kindsOf(object: KubernetesObject): CustomKinds {
  if (object.kind !== 'CustomResourceDefinition') return none;
  const before = known.get(object);
  if (before !== undefined) return before;
  const kinds = customKindsIn([object]);
  known.set(object, kinds);
  return kinds;
}
