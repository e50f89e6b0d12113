import type { KindLookup } from '../kubernetes/custom-kind.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { askRules, type LendEngine } from './ask-rules.ts';
import { checkObjects } from './check-objects.ts';
import type { ObjectCounts } from './object-counts.ts';

/** How objects were checked, and what is wrong with them, a sentence each. */
export interface ObjectsVerdict extends ObjectCounts {
  readonly problems: readonly string[];
}

/** Checks objects as the API server of a cluster would: by schema, and those without a fault by the rules of their kinds. `lookup` finds the CRDs that are at hand; `lend` an engine, asked only where there are rules. */
export async function judgeObjects(
  objects: readonly KubernetesObject[],
  kubernetes: string,
  lookup: KindLookup,
  whose: 'own' | 'upstream',
  lend: LendEngine,
): Promise<ObjectsVerdict> {
  const { sound, problems, ...counts } = checkObjects(objects, kubernetes, lookup, whose);
  const asked = await askRules(sound, kubernetes, lookup, lend);
  return {
    ...counts,
    rules: asked.evaluated,
    rulesLeft: asked.notEvaluated,
    problems: [...problems, ...asked.problems],
  };
}
