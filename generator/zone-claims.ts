import type { Platformwide } from './check.ts';
import type { CheckContext, Component, ZoneClaim } from './component.ts';
import type { ComponentName } from './generated/options.ts';
import type { ClusterModel } from './model.ts';

/** A DNS zone with the component on a cluster that writes its records. */
export interface PlacedClaim extends ZoneClaim {
  readonly component: ComponentName;
  readonly cluster: string;
}

/** The DNS zones whose records the components of a cluster write. */
export function zoneClaims(
  { facts, enabled }: ClusterModel,
  { model, registry }: Pick<Platformwide, 'model' | 'registry'>,
): readonly PlacedClaim[] {
  return [...enabled].flatMap(([component, options]) => {
    const definition = registry.components[component] as Component<ComponentName>;
    const all = Object.fromEntries(enabled);
    const context = { platform: model.facts, cluster: facts, options, enabled: all } as CheckContext<ComponentName>;
    return (definition.zones?.(context) ?? []).map((claim) => ({ ...claim, component, cluster: facts.name }));
  });
}
