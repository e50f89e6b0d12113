import type { Diagnostic } from '../diagnostic.ts';
import type { ClusterModel, Model } from '../model.ts';
import type { Objects, StageObjects } from '../objects.ts';
import type { Tree } from '../tree.ts';
import type { ObjectCounts } from './object-counts.ts';

/** A platform that compiles. */
export interface Compiled {
  readonly tree: Tree;
  readonly model: Model;
  readonly objects: Objects;
}

/** One overlay: a stage on a cluster. */
export interface Overlay {
  readonly stage: StageObjects;
  readonly cluster: ClusterModel;
}

/** What was found out about one overlay. */
export interface OverlayVerdict extends ObjectCounts {
  readonly findings: readonly Diagnostic[];
  /** Charts and manifests that a stand-in stood for. */
  readonly notInflated: readonly string[];
}

/** Every overlay of the platform, stage by stage; a folder that people keep by hand has none. */
export function overlaysOf({ stages }: Objects, { clusters }: Model): readonly Overlay[] {
  return stages.flatMap((stage) =>
    clusters
      .filter(({ facts: { name } }) => stage.clusters.has(name) && stage.clusters.get(name)?.folder === undefined)
      .map((cluster) => ({ stage, cluster })),
  );
}

/** The folders that people keep by hand, of which nothing is verified; sorted. */
export function keptFolders({ stages }: Objects): readonly string[] {
  const all = stages.flatMap(({ clusters }) => [...clusters.values()].flatMap(({ folder }) => folder?.path ?? []));
  return [...new Set(all)].sort();
}
