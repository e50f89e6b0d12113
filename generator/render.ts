import type { Platformwide } from './check.ts';
import { type Made, madeAnew } from './made.ts';
import type { Model } from './model.ts';
import type { Objects } from './objects.ts';
import { alone, partsOf, stageFilesKey } from './parts.ts';
import type { Registry } from './registry.ts';
import { clusterFolder } from './render/cluster-folder.ts';
import { omniFolder } from './render/omni-folder.ts';
import { platformFolder } from './render/platform-folder.ts';
import { stageFolder } from './render/stage-folder.ts';
import type { Tree } from './tree.ts';

/** Every object as text, each in its place; folders of which nothing changed are as they were `made` before. Equal objects give equal bytes, whatever the order they came in. */
export function render(platform: Platformwide, made: Made = madeAnew): Tree {
  const { model, objects, registry } = platform;
  const stages = objects.stages.flatMap((stage) =>
    made.folder(
      () => `${stageFilesKey(stage)} stage`,
      () => stageFolder(stage),
    ),
  );
  const clusters = model.clusters.flatMap((cluster, index) => {
    // the hub's has what other clusters are, too
    if (cluster.facts.isHub) return [...clusterFolder(cluster, platform)];
    return made.folder(
      () => `${partsOf(platform).cluster[index]?.key} cluster`,
      () => clusterFolder(cluster, alone(cluster, platform)),
    );
  });
  return new Map(
    [...stages, ...clusters, ...platformFolder(model, objects, registry)].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The files that people apply themselves, and Argo CD never reads: machines with Omni, Terraform, Omni's access policy. */
export function renderForPeople(objects: Objects, model: Model, registry: Registry): Tree {
  const machines = model.clusters.flatMap((cluster) => [...omniFolder(cluster, model.facts, registry)]);
  return new Map([...machines, ...platformFolder(model, objects, registry)]);
}
