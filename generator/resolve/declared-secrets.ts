import type { ComponentName, StageId } from '../generated/options.ts';
import type { ClusterFacts, PlatformFacts } from '../model.ts';
import type { Registry } from '../registry.ts';
import type { DeclaredSecret } from '../secret.ts';
import { clusterContext, overriddenContext, stagesOf } from '../stage-access.ts';

/** The secrets that one stage declares on one cluster. */
export interface StageSecrets {
  readonly stage: StageId;
  readonly secrets: readonly DeclaredSecret[];
}

/** Every secret that the enabled stages of a cluster declare, in stage order. */
export function declaredSecrets(
  cluster: ClusterFacts,
  enabled: ReadonlyMap<ComponentName, unknown>,
  platform: PlatformFacts,
  registry: Registry,
): readonly StageSecrets[] {
  return [...enabled].flatMap(([component, options]) =>
    stagesOf(registry, component).map(({ id, stage }) => {
      // neighbours that are missing are reported when the stages are placed; secrets depend on own options only
      const context = clusterContext(stage, options, platform, cluster, enabled);
      const wide = stage.secrets?.(overriddenContext(context)) ?? [];
      return { stage: id, secrets: [...wide, ...(stage.clusterSecrets?.(context) ?? [])] };
    }),
  );
}
