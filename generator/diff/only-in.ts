import type { Difference } from '../diff.ts';
import { riskOf, type Verb } from './change.ts';
import { worst } from './risk.ts';

/** A difference without what is about other stages; `stage` is one, such as `vault/install`, or all of a component. With `verbs`, only changes of these are left out. */
export function onlyIn(
  difference: Difference,
  stage: string | undefined,
  verbs: readonly Verb[] = ['added', 'changed', 'removed', 'moved'],
): Difference {
  if (stage === undefined) return difference;
  const changes = difference.changes.filter(
    (each) => !verbs.includes(each.verb) || isIn(each.stage, stage) || isIn(each.from ?? '', stage),
  );
  const atOnce = difference.atOnce.filter(({ first, waiting }) => isIn(first, stage) || isIn(waiting, stage));
  return { changes, risk: worst(changes.map(riskOf)), atOnce };
}

/** Whether a stage is the one that is asked for, or of the component that is. */
export function isIn(stage: string, asked: string): boolean {
  return stage === asked || stage.startsWith(`${asked}/`);
}
