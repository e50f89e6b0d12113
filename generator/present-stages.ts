import type { StageId } from './generated/options.ts';
import type { ClusterModel, PlacedStage } from './model.ts';
import type { Objects } from './objects.ts';

/**
 * The stages that a cluster has something of, each with a folder and an Application, by wave, then by name. What would wait for one that is
 * empty there waits for whatever that one would.
 */
export function presentStages({ facts, stages }: ClusterModel, objects: Objects): readonly PlacedStage[] {
  const here = new Set<string>(
    objects.stages
      .filter(({ clusters }) => clusters.has(facts.name))
      .map(({ component, name }) => `${component}/${name}`),
  );
  const befores = new Map(stages.map(({ id, before }) => [id, before]));
  const present = (before: readonly StageId[]): readonly StageId[] =>
    before.flatMap((id) => (here.has(id) ? [id] : present(befores.get(id) ?? [])));
  return stages
    .filter(({ id }) => here.has(id))
    .map((stage) => ({ ...stage, before: [...new Set(present(stage.before))].sort() }));
}
