import type { ComponentName, StageId } from '../generated/options.ts';
import type { Registry } from '../registry.ts';
import type { Origin } from '../secret.ts';
import { stagesOf } from '../stage-access.ts';

/** The stage behind which the secrets of an origin are; none for those that a person makes. */
export type Sources = ReadonlyMap<Origin, StageId>;

/** Which stage brings the secrets of which origin, enabled or not. Two stages for one origin are an Error: neither could be waited for. */
export function secretSources(registry: Registry): Sources {
  const sources = new Map<Origin, StageId>();
  for (const component of Object.keys(registry.components) as ComponentName[]) {
    for (const { id, stage } of stagesOf(registry, component)) {
      for (const origin of stage.bringsSecrets ?? []) {
        const other = sources.get(origin);
        if (other !== undefined) throw new Error(`${other} and ${id} both bring the secrets of the origin ${origin}`);
        sources.set(origin, id);
      }
    }
  }
  return sources;
}
