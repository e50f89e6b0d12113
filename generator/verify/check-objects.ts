import { admission, fieldPath, type Verdict } from '../kubernetes/admission.ts';
import type { KindLookup } from '../kubernetes/custom-kind.ts';
import { nearestMinor } from '../kubernetes/kind-schema.ts';
import { describe, type KubernetesObject } from '../kubernetes/object.ts';
import type { ObjectCounts } from './object-counts.ts';

/** What the schemas say of objects. */
export interface SchemaVerdict extends Omit<ObjectCounts, 'rules' | 'rulesLeft'> {
  /** A sentence each. */
  readonly problems: readonly string[];
  /** Objects that no fault was found in, which their rules may be asked of. */
  readonly sound: readonly KubernetesObject[];
}

/** Checks objects with the schemas of a cluster's API server; `lookup` finds the CRDs that are at hand. */
export function checkObjects(
  objects: readonly KubernetesObject[],
  kubernetes: string,
  lookup: KindLookup,
  whose: 'own' | 'upstream',
): SchemaVerdict {
  const { minor } = nearestMinor(kubernetes);
  const all = objects.map((object) => ({ object, ...admission(object, minor, lookup) }));
  const isUnjudged = ({ by, violations }: Verdict) =>
    whose === 'upstream' && by === 'contract' && violations.length > 0;
  const verdicts = all.filter((each) => !isUnjudged(each));
  const unjudged = all.filter(isUnjudged).map(({ object }) => describe(object));
  const problems = verdicts.flatMap(({ object, violations, unknown }) => [
    ...(unknown === undefined ? [] : [`${describe(object)} ${unknown.message}`]),
    ...violations.map((each) => `${describe(object)}: \`${fieldPath(each.path)}\` ${each.message}`),
  ]);
  const count = (by: string | undefined) => verdicts.filter((each) => each.by === by).length;
  return {
    problems,
    byKubernetes: count('kubernetes'),
    byDefinition: count('definition'),
    byContract: count('contract'),
    skipped: count(undefined) + unjudged.length,
    unjudged,
    sound: verdicts
      .filter(({ violations, unknown }) => violations.length === 0 && unknown === undefined)
      .map(({ object }) => object),
  };
}
