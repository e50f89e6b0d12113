import { equal } from '../equal.ts';
import type { ClusterModel, Model } from '../model.ts';

/** The same model, with the values of another one wherever they are equal: what is made of them is then made once. */
export function withValuesOf(model: Model, other: Model): Model {
  const alike = once();
  const clusters = new Map(other.clusters.map((each) => [each.facts.name, each]));
  return {
    ...model,
    facts: alike(model.facts, other.facts),
    base: entries(model.base, other.base, alike),
    baseApps: entries(model.baseApps, other.baseApps, alike),
    clusters: model.clusters.map((each) => cluster(each, clusters.get(each.facts.name), alike)),
  };
}

/** Gives the second of two values where they are equal, else the first. */
type Alike = <T>(value: T, other: T | undefined) => T;

/** Clusters share most of their values, so each pair is compared once. */
function once(): Alike {
  const known = new Map<unknown, Map<unknown, boolean>>();
  return (value, other) => {
    if (other === undefined || value === other) return value;
    const pairs = known.get(value) ?? new Map<unknown, boolean>();
    known.set(value, pairs);
    const same = pairs.get(other) ?? equal(value, other);
    pairs.set(other, same);
    return same ? other : value;
  };
}

function cluster(own: ClusterModel, other: ClusterModel | undefined, alike: Alike): ClusterModel {
  if (other === undefined) return own;
  return {
    facts: alike(own.facts, other.facts),
    enabled: entries(own.enabled, other.enabled, alike),
    apps: entries(own.apps, other.apps, alike),
    stages: own.stages,
  };
}

function entries<K, V>(own: ReadonlyMap<K, V>, other: ReadonlyMap<K, V>, alike: Alike): ReadonlyMap<K, V> {
  return new Map([...own].map(([key, value]) => [key, alike(value, other.get(key))]));
}
