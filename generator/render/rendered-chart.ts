import { equal } from '../equal.ts';
import { type KubernetesObject, objectId } from '../kubernetes/object.ts';
import { artefactId, artefactsOf } from '../lock.ts';
import type { StageContent, Upstream } from '../objects.ts';

/** The objects of a stage in one place, by who makes them: Plinth, or a chart that was rendered. */
export interface Parts {
  readonly own: readonly KubernetesObject[];
  readonly made: readonly KubernetesObject[];
}

/** Which objects come of a chart that was rendered. */
export function partsOf({ objects, rendered }: StageContent): Parts {
  if (rendered === undefined) return { own: objects, made: [] };
  const { made } = rendered;
  return { own: objects.filter((each) => !made(each)), made: objects.filter(made) };
}

/**
 * Whether a cluster takes the shared objects of a chart, as they are or patched. It has its own where the chart has another version, where its
 * output differs though its values do not, which only the cluster's capabilities explain, and where most objects would need a patch.
 */
export function sharesRendered(base: StageContent | undefined, meant: StageContent): boolean {
  if (base?.rendered === undefined || meant.rendered === undefined) return false;
  const [before, after] = [partsOf(base).made, partsOf(meant).made];
  if (before.length === 0 || after.length === 0) return false;
  if (!equal(artefacts(base.rendered.upstream), artefacts(meant.rendered.upstream))) return false;
  const differing = differingCount(before, after);
  if (differing === 0) return true;
  return differing * 2 <= after.length && !equal(base.rendered.upstream, meant.rendered.upstream);
}

function artefacts(upstream: Upstream): readonly string[] {
  return artefactsOf(upstream).map(artefactId);
}

function differingCount(before: readonly KubernetesObject[], after: readonly KubernetesObject[]): number {
  const known = new Map(before.map((object) => [objectId(object), object]));
  const ids = new Set(after.map(objectId));
  const gone = before.filter((object) => !ids.has(objectId(object))).length;
  return gone + after.filter((object) => !equal(known.get(objectId(object)), object)).length;
}
