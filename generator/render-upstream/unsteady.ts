import { equal } from '../equal.ts';
import { describe, type KubernetesObject, objectId } from '../kubernetes/object.ts';
import { firstDifference } from '../verify/differences.ts';

/** An object that two renders do not agree on, and the field where they part. */
export interface Unsteady {
  readonly object: KubernetesObject;
  readonly what: string;
  readonly field: string;
}

/** What differs between two renders of the same; an object that only one has, at its name. */
export function unsteady(one: readonly KubernetesObject[], other: readonly KubernetesObject[]): readonly Unsteady[] {
  if (one === other) return [];
  const again = new Map(other.map((object) => [objectId(object), object]));
  return one.flatMap((object) => {
    const second = again.get(objectId(object));
    if (equal(object, second)) return [];
    const field = second === undefined ? 'metadata.name' : firstDifference(object, second).join('.');
    return [{ object, what: describe(object), field }];
  });
}
