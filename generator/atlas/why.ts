import type { ComponentName, StageId } from '../generated/options.ts';
import type { ClusterModel, Model, PlacedStage } from '../model.ts';
import type { Registry } from '../registry.ts';
import { declaredSecrets } from '../resolve/declared-secrets.ts';
import { secretSources } from '../resolve/secret-sources.ts';
import { type AnyStage, clusterContext, stagesOf } from '../stage-access.ts';

/** Says why a stage of a cluster waits for another, as the end of the sentence "waits for X: …". */
export function whyOn(
  { facts, enabled }: ClusterModel,
  model: Model,
  registry: Registry,
): (stage: PlacedStage, other: StageId) => string {
  const secrets = new Map(
    declaredSecrets(facts, enabled, model.facts, registry).map(({ stage, secrets: own }) => [stage, own]),
  );
  const sources = secretSources(registry);
  const stages = new Map(
    [...enabled.keys()].flatMap((name) => stagesOf(registry, name).map((each) => [each.id, each])),
  );
  return ({ id, component }, other) => {
    const stage = stages.get(id)?.stage;
    const taken = (secrets.get(id) ?? []).filter(({ origin }) => sources.get(origin) === other && other !== id);
    const names = [...new Set(taken.map(({ name }) => name))].sort();
    const reasons = [
      ...declared(stage, other),
      ...(names.length === 0 ? [] : [`it brings the secret${names.length === 1 ? '' : 's'} ${names.join(', ')}`]),
      ...(isNeededNow(stage, other) ? ['an option here asks for it'] : []),
      ...(isStepBefore(other) ? [`the step before it in ${component}`] : []),
    ];
    return reasons.join('; ');

    function isNeededNow(definition: AnyStage | undefined, need: StageId): boolean {
      const context = definition && clusterContext(definition, enabled.get(component), model.facts, facts, enabled);
      return context !== undefined && definition?.needsWhen?.(context).includes(need) === true;
    }

    function isStepBefore(need: StageId): boolean {
      const own = stagesOf(registry, component as ComponentName).map((each) => each.id);
      return own.includes(need) && own.indexOf(need) === own.indexOf(id) - 1;
    }
  };
}

function declared({ needs, after }: Partial<AnyStage> = {}, other: StageId): readonly string[] {
  if (needs?.includes(other) === true) return ['it must be there and healthy first'];
  return after?.includes(other) === true ? ['it comes first where it is enabled'] : [];
}
