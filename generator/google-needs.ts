import { createHash } from 'node:crypto';
import type { Platformwide } from './check.ts';
import type { CheckContext, Component } from './component.ts';
import type { ComponentName } from './generated/options.ts';
import type { GoogleAccount, GoogleNeed, GoogleZone } from './google-need.ts';
import type { ClusterModel } from './model.ts';
import { zoneClaims } from './zone-claims.ts';

type Known = Pick<Platformwide, 'model' | 'registry'>;

/** A need with the component on a cluster that has it. */
export type Placed<N extends GoogleNeed> = N & { readonly component: ComponentName; readonly cluster: string };

/** The accounts that the platform's components ask Google for, by cluster and component. */
export function googleAccounts(known: Known): readonly Placed<GoogleAccount>[] {
  return needs(known).filter((need) => need.kind === 'account');
}

/** The zones that must be at Google, each once; without those that a component makes itself. */
export function googleZones(known: Known): readonly Placed<GoogleZone>[] {
  const claims = known.model.clusters.flatMap((cluster) => zoneClaims(cluster, known));
  const whole = new Set(claims.filter(({ isWhole }) => isWhole).map(({ zone }) => zone));
  const zones = needs(known).filter((need) => need.kind === 'zone');
  const first = new Map(zones.toReversed().map((zone) => [`${zone.project} ${zone.zone}`, zone]));
  return [...first.values()].filter(({ zone }) => !whole.has(zone)).sort((a, b) => (a.zone < b.zone ? -1 : 1));
}

function needs(known: Known): readonly Placed<GoogleNeed>[] {
  return known.model.clusters.flatMap((cluster) => needsOn(cluster, known));
}

function needsOn({ facts, enabled }: ClusterModel, { model, registry }: Known): readonly Placed<GoogleNeed>[] {
  const all = Object.fromEntries(enabled);
  return [...enabled].flatMap(([component, options]) => {
    const definition = registry.components[component] as Component<ComponentName>;
    if (definition.google === undefined) return [];
    const context = { platform: model.facts, cluster: facts, options, enabled: all } as CheckContext<ComponentName>;
    return definition.google(context).map((need) => ({ ...need, component, cluster: facts.name }));
  });
}

/** Google's id of an account: `vault-seal-production`, of at most 30 characters. */
export function accountId({ name, cluster }: Placed<GoogleAccount>): string {
  const whole = `${name}-${cluster}`;
  if (whole.length <= 30) return whole;
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 6);
  return `${whole.slice(0, 23).replace(/-+$/, '')}-${digest}`;
}
