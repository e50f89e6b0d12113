import type { Cleared } from '../cleared.ts';
import { type Made, madeAnew } from '../made.ts';
import type { Model } from '../model.ts';
import type { AnyClusterContext, AnyPlatformContext, AnyStage } from '../stage-access.ts';
import { withValuesOf } from './shared-values.ts';

/** What stages were made from before, and what came of it: a stage makes the same from the same, so it is asked once. */
export interface KnownViews {
  /** Whatever `make` makes of these values, which are told apart as they are, and of what `key` says. */
  remember<V>(key: string, values: readonly unknown[], make: () => V): V;
  /** A model with the values of the one that was given first, wherever they are equal. */
  share(model: Model): Model;
  /** Whatever `make` makes of a view; `what` tells apart what is made of one view. */
  recall<V>(stage: AnyStage, what: string, view: AnyPlatformContext | AnyClusterContext, make: () => V): V;
  /** In which parts checks found nothing. */
  readonly cleared: Cleared;
  /** The folders that were written of stages and clusters. */
  readonly made: Made;
}

/** Remembers for one run, or for platforms that are held against each other; `cleared` and `made` may know more. */
export function knownViews(cleared: Cleared = new Set(), made: Made = madeAnew): KnownViews {
  const known = new Map<AnyStage, Map<string, { readonly view: object; readonly value: unknown }[]>>();
  let first: Model | undefined;
  const results = new Map<string, { readonly values: readonly unknown[]; readonly value: unknown }[]>();
  return {
    cleared,
    made,
    remember: <V>(key: string, values: readonly unknown[], make: () => V): V => {
      const entries = remembered(results, key, () => []);
      const before = entries.find((each) => each.values.every((value, index) => value === values[index]));
      if (before !== undefined) return before.value as V;
      const value = make();
      entries.push({ values, value });
      return value;
    },
    share: (model) => {
      const shared = first === undefined ? model : withValuesOf(model, first);
      first ??= model;
      return shared;
    },
    recall: <V>(stage: AnyStage, what: string, view: AnyPlatformContext | AnyClusterContext, make: () => V): V => {
      const of = remembered(known, stage, () => new Map<string, { view: object; value: unknown }[]>());
      const entries = remembered(of, what, () => []);
      const before = entries.find((each) => isSame(each.view, view));
      if (before !== undefined) return before.value as V;
      const value = make();
      entries.push({ view, value });
      return value;
    },
  };
}

function remembered<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const before = map.get(key);
  if (before !== undefined) return before;
  const made = make();
  map.set(key, made);
  return made;
}

/** Whether two views hold the same values, one level below `needs` and `after` too; equal values that are not the same are not looked at. */
function isSame(one: object, other: object, depth = 1): boolean {
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => {
    const [a, b] = [Reflect.get(one, name) as unknown, Reflect.get(other, name) as unknown];
    if (a === b) return true;
    const isNested = depth > 0 && (name === 'needs' || name === 'after');
    return isNested && isSame(a as object, b as object, depth - 1);
  });
}
