import { type AtOnce, changedAtOnce } from './diff/at-once.ts';
import type { CausesOf } from './diff/causes.ts';
import { type Change, riskOf } from './diff/change.ts';
import { fileChanges } from './diff/file-changes.ts';
import { type FoldedChange, folded } from './diff/fold.ts';
import { type Risk, worst } from './diff/risk.ts';
import type { Side } from './diff/side.ts';
import { takenChanges } from './diff/taken-changes.ts';
import { objectChanges } from './diff/unit-changes.ts';

/** What a change of git does to the clusters. */
export interface Difference {
  /** The worst first; equal changes on several clusters are one. */
  readonly changes: readonly FoldedChange[];
  /** The worst class of all. */
  readonly risk: Risk;
  readonly atOnce: readonly AtOnce[];
}

/** Holds two states of a platform against each other, object by object. The same state twice gives no change. `causesOf` says from which lines each change follows. */
export function diff(before: Side, after: Side, causesOf: CausesOf = () => []): Difference {
  const clusters = [...new Set([...before.units.values(), ...after.units.values()].map(({ cluster }) => cluster))];
  const keys = [...new Set([...before.units.keys(), ...after.units.keys()])];
  const changes: readonly Change[] = [
    ...clusters.flatMap((cluster) => [...objectChanges(before, after, cluster)]),
    ...keys.flatMap((key) => [...takenChanges(before.units.get(key), after.units.get(key))]),
    ...fileChanges(before.files, after.files),
  ];
  return {
    changes: folded(changes, causesOf),
    risk: worst(changes.map(riskOf)),
    atOnce: changedAtOnce(changes, before, after),
  };
}
