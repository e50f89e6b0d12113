import { checkAll } from '../../generator/check-all.ts';
import { registry } from '../../generator/generated/registry.ts';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';
import type { Model } from '../../generator/model.ts';
import type { Objects } from '../../generator/objects.ts';
import { type Operator, type Random, seeded } from './corrupt.ts';

/** A platform of which one object on one cluster is spoilt at a time. */
export interface Spoilable {
  readonly model: Model;
  readonly objects: Objects;
  readonly cluster: string;
}

/** One object of a cluster, and the same object spoilt. */
export interface Sample {
  readonly before: KubernetesObject;
  readonly after: KubernetesObject;
  /** What the checks say of the cluster with it that they do not say without. */
  readonly news: readonly string[];
}

/** Spoils so many objects by one operator, the same ones at each run. */
export function* samples(operator: Operator, count: number, platform: Spoilable): Iterable<Sample> {
  const known = new Set(found(platform, platform.objects));
  const candidates = candidatesOf(platform);
  const random = seeded(operator.name.length * 7919);
  for (let index = 0; index < count; index++) {
    const { chosen, object } = corrupted(operator, candidates, random);
    const said = found(platform, withObject(chosen, object, platform));
    yield { before: chosen.object, after: object, news: said.filter((each) => !known.has(each)) };
  }
}

interface Chosen {
  readonly stage: number;
  readonly index: number;
  readonly object: KubernetesObject;
}

function candidatesOf({ objects, cluster }: Spoilable): readonly Chosen[] {
  return objects.stages.flatMap(({ clusters }, stage) =>
    (clusters.get(cluster)?.objects ?? []).map((object, index) => ({ stage, index, object })),
  );
}

function corrupted(operator: Operator, candidates: readonly Chosen[], random: Random) {
  for (let attempt = 0; attempt < 5000; attempt++) {
    const chosen = candidates[random(candidates.length)] as Chosen;
    const object = operator.corrupt(chosen.object, random);
    if (object !== undefined) return { chosen, object };
  }
  throw new Error(`nothing to corrupt: ${operator.name}`);
}

function withObject({ stage, index }: Chosen, object: KubernetesObject, { objects, cluster }: Spoilable): Objects {
  const stages = objects.stages.map((each, at) => {
    const content = each.clusters.get(cluster);
    if (at !== stage || content === undefined) return each;
    const own = content.objects.map((before, place) => (place === index ? object : before));
    return { ...each, clusters: new Map([...each.clusters, [cluster, { ...content, objects: own }]]) };
  });
  return { ...objects, stages };
}

/** What the checks say of the cluster, without where. */
function found({ model, cluster }: Spoilable, objects: Objects): readonly string[] {
  const there = { ...model, clusters: model.clusters.filter(({ facts }) => facts.name === cluster) };
  return checkAll({ model: there, objects, registry }).map(({ code, message }) => `${code}: ${message}`);
}
