import { admission, fieldPath, type Verdict } from '../kubernetes/admission.ts';
import type { KindLookup } from '../kubernetes/custom-kind.ts';
import { kindScope, nearestMinor } from '../kubernetes/kind-schema.ts';
import { describe, type KubernetesObject } from '../kubernetes/object.ts';

/** How many objects were checked, by whose schemas, and what is wrong with them. */
export interface ObjectsVerdict {
  /** A sentence each. */
  readonly problems: readonly string[];
  /** Objects checked with Kubernetes' own schemas, with those of CRDs, and with Plinth's contracts. */
  readonly byKubernetes: number;
  readonly byDefinition: number;
  readonly byContract: number;
  /** Objects of a kind that no schema knows; each is a problem as well, or unjudged. */
  readonly skipped: number;
  /** Objects of charts that only a contract knows, which says what Plinth's own may be and no more; a sentence each. */
  readonly unjudged: readonly string[];
}

/** Checks objects as the API server of a cluster would; `lookup` finds the CRDs that are at hand. */
export function checkObjects(
  objects: readonly KubernetesObject[],
  kubernetes: string,
  lookup: KindLookup,
  whose: 'own' | 'upstream',
): ObjectsVerdict {
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
  };
}

/** What Argo CD lets a cluster's stages make. */
export interface Allowed {
  readonly namespaces: ReadonlySet<string>;
  /** As `group/Kind`; the core group is empty. */
  readonly clusterKinds: ReadonlySet<string>;
}

/** What is wrong with where a chart's objects go, a sentence each: a namespace left out, or a place or kind that the project does not allow. */
export function misplaced(
  objects: readonly KubernetesObject[],
  { namespaces, clusterKinds }: Allowed,
  lookup: KindLookup,
): readonly string[] {
  return objects.flatMap((object) => {
    const { apiVersion, kind, metadata } = object;
    const scope = lookup(apiVersion, kind)?.scope ?? kindScope(apiVersion, kind);
    if (scope === 'Namespaced') {
      if (metadata.namespace === undefined) return [`${describe(object)} has no namespace`];
      const isThere = namespaces.has(metadata.namespace);
      return isThere ? [] : [`${describe(object)} lies in a namespace that its AppProject does not allow`];
    }
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    if (scope === undefined || clusterKinds.has(`${group}/${kind}`)) return [];
    return [`${describe(object)} is cluster-scoped, and its AppProject does not allow ${kind}`];
  });
}
