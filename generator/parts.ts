import type { Platformwide } from './check.ts';
import { digest } from './digest.ts';
import type { ClusterModel, Model } from './model.ts';
import type { Objects, StageContent, StageObjects } from './objects.ts';
import { oncePerValue } from './once-per-value.ts';

/** A part of a platform that checks are asked for by itself. */
export interface Part {
  /** Equal for two parts of which checks say the same, and of which the same is written, in hex. */
  readonly key: string;
  /** The platform, as if there were nothing else. */
  platform(): Platformwide;
}

/** Each cluster by itself, in the model's order; and each stage of each by itself, with what Argo CD is told about the cluster as one more. */
export const partsOf = oncePerValue(
  (platform: Platformwide): { readonly cluster: readonly Part[]; readonly stage: readonly Part[] } => {
    const each = platform.model.clusters.map((cluster) => partsOn(cluster, platform));
    return { cluster: each.map(({ whole }) => whole), stage: each.flatMap(({ pieces }) => pieces) };
  },
);

function partsOn(cluster: ClusterModel, platform: Platformwide) {
  const { model, objects, registry } = platform;
  const { facts, enabled, apps } = cluster;
  const stages = stagesOn(cluster, objects);
  const told = toldKey(cluster, stages, model);
  const kinds = stages.filter(definesKinds).map(stageKey);
  const part = (key: string, make: () => Platformwide): Part => ({ key: shortened(key), platform: once(make) });
  const piece = (key: string, own: Partial<Objects>) =>
    part(digest(key, facts.kubernetes, kinds), () => ({
      model: modelOf(cluster, model),
      objects: { ...none, ...own },
      registry,
      around: objects,
    }));
  return {
    whole: part(digest([...enabled], [...apps], sitesOn(cluster, model), told), () => alone(cluster, platform)),
    pieces: [
      ...stages.map((stage) => piece(stageKey(stage), { stages: [stage] })),
      piece(told, { clusters: toldOn(facts.name, objects) }),
    ],
  };
}

/** Equal for two stages of which the same is written, wherever they are, in hex. */
export function stageFilesKey({ component, name, block, base, clusters }: StageObjects): string {
  const each = [...clusters].map(([cluster, content]) => [cluster, contentDigest(content)]);
  return shortened(digest(component, name, block, base === undefined ? null : contentDigest(base), each));
}

/** Whether charts that were rendered define kinds in a stage. */
function definesKinds({ clusters }: StageObjects): boolean {
  return [...clusters.values()].some(
    ({ objects, rendered }) =>
      rendered !== undefined && objects.some((each) => each.kind === 'CustomResourceDefinition' && rendered.made(each)),
  );
}

/** Half of a digest tells as many parts apart as there will ever be, and is kept for each. */
function shortened(key: string): string {
  return key.slice(0, 32);
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

/** What a cluster has of each stage. Bases are of no cluster. */
export function stagesOn({ facts: { name } }: ClusterModel, { stages }: Objects): readonly StageObjects[] {
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

/** Of all that what Argo CD is told about a cluster is made of: most of it is the same for each stage, and far longer. */
export function toldKey(
  { facts, stages: placed }: ClusterModel,
  stages: readonly StageObjects[],
  model: Model,
): string {
  return digest(
    digestOf(model.facts),
    facts,
    placed,
    stages.map((each) => [stageKey(each), each.block]),
  );
}

function toldOn(cluster: string, { clusters }: Objects): Objects['clusters'] {
  const told = clusters.get(cluster);
  return told === undefined ? new Map() : new Map([[cluster, told]]);
}

/** A platform as if it had no other cluster, and nothing that is of none. */
export function alone(cluster: ClusterModel, { model, objects, registry }: Platformwide): Platformwide {
  const stages = stagesOn(cluster, objects);
  const clusters = toldOn(cluster.facts.name, objects);
  return { model: modelOf(cluster, model), objects: { ...none, stages, clusters }, registry };
}

function modelOf(cluster: ClusterModel, model: Model): Model {
  return { ...model, base: new Map(), baseApps: new Map(), sites: sitesOn(cluster, model), clusters: [cluster] };
}

function sitesOn({ facts }: ClusterModel, { sites }: Model): Model['sites'] {
  return sites.filter(({ cluster }) => cluster === facts.name);
}
