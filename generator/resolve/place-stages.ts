import type { Diagnostic, Path } from '../diagnostic.ts';
import type { ComponentName, StageId } from '../generated/options.ts';
import type { ClusterFacts, Model, PlacedStage, PlatformFacts } from '../model.ts';
import type { Registry } from '../registry.ts';
import { type AnyStage, clusterContext, componentOf, stagesOf } from '../stage-access.ts';
import type { StageSecrets } from './declared-secrets.ts';
import { cycleProblem, missingNeed, secretBeforeVault } from './need-problems.ts';
import { allBefore, waves } from './waves.ts';

/** The stage whose objects tell Vault which secrets there are. */
const VAULT_ACCESS: StageId = 'vault-config-operator/instance' as StageId;

interface Placing {
  readonly facts: ClusterFacts;
  readonly enabled: ReadonlyMap<ComponentName, unknown>;
  readonly platform: PlatformFacts;
  readonly secrets: readonly StageSecrets[];
  readonly registry: Registry;
  readonly origin: Model['origin'];
  /** Where a component is switched off here, when it is. */
  readonly switchedOff: (component: ComponentName) => Path | undefined;
}

/** Orders the stages of a cluster: a wave per layer of needs, and in front of all the namespaces (wave 0). */
export function placeStages(placing: Placing): { stages: readonly PlacedStage[]; diagnostics: readonly Diagnostic[] } {
  const edges = edgesOf(placing);
  const missing = missingNeeds(edges, placing);
  if (missing.length > 0) return { stages: [], diagnostics: missing };
  const early = secretsBeforeVault(edges, placing);
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

function neededBy(id: StageId, stage: AnyStage, { facts, enabled, platform, secrets }: Placing): readonly StageId[] {
  const context = clusterContext(stage, enabled.get(componentOf(id)), platform, facts, enabled);
  return [
    ...(stage.needs ?? []),
    ...(stage.needsWhen?.(context) ?? []),
    ...(takesFromVault(id, secrets) ? [VAULT_ACCESS] : []),
  ].filter((need) => need !== id);
}

function takesFromVault(id: StageId, secrets: readonly StageSecrets[]): boolean {
  return secrets.some((each) => each.stage === id && each.secrets.some(({ origin }) => origin !== 'bootstrap'));
}

function earlier(stage: AnyStage, { enabled }: Placing): readonly StageId[] {
  return (stage.after ?? []).filter((id) => enabled.has(componentOf(id)));
}

function missingNeeds(
  edges: ReadonlyMap<StageId, readonly StageId[]>,
  { facts, secrets, origin, switchedOff }: Placing,
): readonly Diagnostic[] {
  return [...edges].flatMap(([id, before]) =>
    before
      .filter((need) => !edges.has(need))
      .map((need) =>
        missingNeed(id, need, need === VAULT_ACCESS ? secrets : [], facts.name, origin, switchedOff(componentOf(need))),
      ),
  );
}

function secretsBeforeVault(
  edges: ReadonlyMap<StageId, readonly StageId[]>,
  { facts, secrets, origin }: Placing,
): readonly Diagnostic[] {
  if (!edges.has(VAULT_ACCESS)) return [];
  const early = new Set<StageId>([VAULT_ACCESS, ...allBefore(VAULT_ACCESS, edges)]);
  // a stage that takes a secret from Vault comes after Vault's access stage: being before it as well is a circle
  return secrets
    .filter(({ stage }) => early.has(stage) && stage !== VAULT_ACCESS)
    .flatMap(({ stage, secrets: own }) =>
      own
        .filter((each) => each.origin !== 'bootstrap')
        .map((each) => secretBeforeVault(stage, each, facts.name, origin)),
    );
}
