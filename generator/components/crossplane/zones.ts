import type { CrossplaneOptions } from '../../generated/options.ts';
import { zoneName as nameOf } from '../../google-need.ts';

type Zone = NonNullable<CrossplaneOptions['dns']>['zones'][number];

/** Google's name of a zone, which an option may say. */
export function zoneName({ name, zone }: Pick<Zone, 'name' | 'zone'>): string {
  return name ?? nameOf(zone);
}

/** The zone in which a host lies: of several the lowest, as DNS has it. */
export function zoneOf<Z extends Pick<Zone, 'zone'>>(host: string, zones: readonly Z[]): Z | undefined {
  const holding = zones.filter(({ zone }) => host === zone || host.endsWith(`.${zone}`));
  return holding.sort((a, b) => b.zone.length - a.zone.length)[0];
}
