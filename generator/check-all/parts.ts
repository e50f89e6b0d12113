import type { Platformwide } from '../check.ts';
import { digest } from '../digest.ts';
import type { ClusterModel, Model } from '../model.ts';
import type { Objects, StageContent, StageObjects } from '../objects.ts';
import { oncePerValue } from '../once-per-value.ts';

/** A part of a platform that checks are asked for by itself. */
export interface Part {
  /** Equal for two parts of which checks say the same, in hex. */
  readonly key: string;
  /** The platform, as if there were nothing else. */
  platform(): Platformwide;
}

/** Each cluster by itself. */
export function clusterParts(platform: Platformwide): readonly Part[] {
  return platform.model.clusters.map((cluster) => clusterPart(cluster, platform));
}

/** Each stage of each cluster by itself, and what Argo CD is told about the cluster. Where charts bring kinds, the cluster stays in one piece. */
export function stageParts(platform: Platformwide): readonly Part[] {
  return platform.model.clusters.flatMap((cluster) => {
    const stages = stagesOn(cluster, platform.objects);
    const isWhole = stages.some(({ clusters }) =>
      [...clusters.values()].some(({ rendered }) => rendered !== undefined),
    );
    return isWhole ? [clusterPart(cluster, platform)] : piecesOf(cluster, stages, platform);
  });
}

function piecesOf(cluster: ClusterModel, stages: readonly StageObjects[], platform: Platformwide): readonly Part[] {
  const { kubernetes, name } = cluster.facts;
  const part = (key: string, objects: () => Objects): Part => ({
    key: short(digest(key, kubernetes)),
    platform: once(() => ({ ...platform, model: alone(cluster, platform.model), objects: objects() })),
  });
  const told = part(toldDigest(cluster, platform.objects), () => ({
    ...none,
    clusters: toldOn(name, platform.objects),
  }));
  return [...stages.map((stage) => part(stageKey(stage), () => ({ ...none, stages: [stage] }))), told];
}

/** Half of a digest tells as many parts apart as there will ever be, and is kept for each. */
function short(digest: string): string {
  return digest.slice(0, 32);
}

/** What checks look up in a platform, they remember by it. */
function once(make: () => Platformwide): () => Platformwide {
  let made: Platformwide | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const none: Objects = { stages: [], unrendered: [], clusters: new Map() };

function clusterPart(cluster: ClusterModel, { model, objects, registry }: Platformwide): Part {
  const { facts, enabled, apps } = cluster;
  const stages = stagesOn(cluster, objects);
  return {
    key: short(
      digest(
        digestOf(model.facts),
        facts,
        [...enabled],
        [...apps],
        sitesOn(cluster, model),
        stages.map(stageKey),
        toldDigest(cluster, objects),
      ),
    ),
    platform: once(() => ({
      model: alone(cluster, model),
      objects: { ...none, stages, clusters: toldOn(facts.name, objects) },
      registry,
    })),
  };
}

/** What a cluster has of each stage. Bases are of no cluster. */
function stagesOn({ facts: { name } }: ClusterModel, { stages }: Objects): readonly StageObjects[] {
  return stages.flatMap(({ base: _base, clusters, ...stage }) => {
    const content = clusters.get(name);
    return content === undefined ? [] : [{ ...stage, clusters: new Map([[name, content]]) }];
  });
}

function stageKey({ component, name, namespace, clusters }: StageObjects): string {
  return [component, name, namespace, ...[...clusters.values()].map(contentDigest)].join(' ');
}

const contentDigest = oncePerValue(({ rendered, ...content }: StageContent) =>
  digest(content, rendered?.upstream, rendered === undefined ? [] : content.objects.map(rendered.made)),
);

const digestOf = oncePerValue((value: object) => digest(value));

function toldDigest({ facts }: ClusterModel, { clusters }: Objects): string {
  const told = clusters.get(facts.name);
  return told === undefined ? '' : digestOf(told);
}

function toldOn(cluster: string, { clusters }: Objects): Objects['clusters'] {
  const told = clusters.get(cluster);
  return told === undefined ? new Map() : new Map([[cluster, told]]);
}

function alone(cluster: ClusterModel, model: Model): Model {
  return { ...model, base: new Map(), baseApps: new Map(), sites: sitesOn(cluster, model), clusters: [cluster] };
}

function sitesOn({ facts }: ClusterModel, { sites }: Model): Model['sites'] {
  return sites.filter(({ cluster }) => cluster === facts.name);
}
