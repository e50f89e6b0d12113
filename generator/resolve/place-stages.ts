import type { Diagnostic, Path } from '../diagnostic.ts';
import type { ComponentName, StageId } from '../generated/options.ts';
import type { ClusterFacts, Model, PlacedStage, PlatformFacts } from '../model.ts';
import type { Registry } from '../registry.ts';
import type { DeclaredSecret } from '../secret.ts';
import { type AnyStage, clusterContext, componentOf, stagesOf } from '../stage-access.ts';
import type { StageSecrets } from './declared-secrets.ts';
import { cycleProblem, missingNeed, secretBeforeSource } from './need-problems.ts';
import { type Sources, secretSources } from './secret-sources.ts';
import { allBefore, waves } from './waves.ts';

interface Placing {
  readonly facts: ClusterFacts;
  readonly enabled: ReadonlyMap<ComponentName, unknown>;
  readonly platform: PlatformFacts;
  readonly secrets: readonly StageSecrets[];
  readonly registry: Registry;
  readonly origin: Model['origin'];
  readonly sources: Sources;
  /** Where a component is switched off here, when it is. */
  readonly switchedOff: (component: ComponentName) => Path | undefined;
}

/** Orders the stages of a cluster: a wave per layer of needs, and in front of all the namespaces (wave 0). */
export function placeStages(given: Omit<Placing, 'sources'>): {
  stages: readonly PlacedStage[];
  diagnostics: readonly Diagnostic[];
} {
  const placing = { ...given, sources: secretSources(given.registry) };
  const edges = edgesOf(placing);
  const missing = missingNeeds(edges, placing);
  if (missing.length > 0) return { stages: [], diagnostics: missing };
  const early = secretsBeforeSource(edges, placing);
  if (early.length > 0) return { stages: [], diagnostics: early };
  const layers = waves(edges);
  if ('cycle' in layers)
    return { stages: [], diagnostics: [cycleProblem(layers.cycle, placing.facts.name, placing.origin)] };
  const stages = [...edges].map(([id, before]) => placedStage(id, before, layers.waves.get(id) ?? 0));
  return { stages: stages.sort((a, b) => a.wave - b.wave || (a.id < b.id ? -1 : 1)), diagnostics: [] };
}

function placedStage(id: StageId, before: readonly StageId[], layer: number): PlacedStage {
  const component = componentOf(id);
  return { id, component, stage: id.slice(component.length + 1), wave: layer + 1, before: [...before].sort() };
}

function edgesOf(placing: Placing): Map<StageId, StageId[]> {
  const edges = new Map<StageId, StageId[]>();
  for (const component of placing.enabled.keys()) {
    let previous: StageId | undefined;
    for (const { id, stage } of stagesOf(placing.registry, component)) {
      const own = previous === undefined ? [] : [previous];
      edges.set(id, [...new Set([...own, ...neededBy(id, stage, placing), ...earlier(stage, placing)])]);
      previous = id;
    }
  }
  return edges;
}

function neededBy(id: StageId, stage: AnyStage, placing: Placing): readonly StageId[] {
  const { facts, enabled, platform, sources } = placing;
  const context = clusterContext(stage, enabled.get(componentOf(id)), platform, facts, enabled);
  return [
    ...(stage.needs ?? []),
    ...(stage.needsWhen?.(context) ?? []),
    ...secretsOf(id, placing).flatMap(({ origin }) => sources.get(origin) ?? []),
  ].filter((need) => need !== id);
}

function secretsOf(id: StageId, { secrets }: Placing): readonly DeclaredSecret[] {
  return secrets.find(({ stage }) => stage === id)?.secrets ?? [];
}

function earlier(stage: AnyStage, { enabled }: Placing): readonly StageId[] {
  return (stage.after ?? []).filter((id) => enabled.has(componentOf(id)));
}

function missingNeeds(edges: ReadonlyMap<StageId, readonly StageId[]>, placing: Placing): readonly Diagnostic[] {
  const { facts, origin, switchedOff, sources } = placing;
  return [...edges].flatMap(([id, before]) =>
    before
      .filter((need) => !edges.has(need))
      .map((need) => {
        const secret = secretsOf(id, placing).find((each) => sources.get(each.origin) === need);
        return missingNeed(id, need, secret, facts.name, origin, switchedOff(componentOf(need)));
      }),
  );
}

/** A stage that takes a secret from a source comes after it: being before it as well is a circle. */
function secretsBeforeSource(
  edges: ReadonlyMap<StageId, readonly StageId[]>,
  { facts, secrets, origin, sources }: Placing,
): readonly Diagnostic[] {
  const early = new Map([...new Set(sources.values())].map((source) => [source, new Set(allBefore(source, edges))]));
  return secrets.flatMap(({ stage, secrets: own }) =>
    own
      .filter((each) => {
        const source = sources.get(each.origin);
        return source !== undefined && source !== stage && early.get(source)?.has(stage);
      })
      .map((each) => secretBeforeSource(stage, each, facts.name, origin)),
  );
}
