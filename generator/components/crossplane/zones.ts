import type { CrossplaneOptions } from '../../generated/options.ts';

type Zone = NonNullable<CrossplaneOptions['dns']>['zones'][number];

/** Google's name of a zone: `example-org` of `example.org`. It must begin with a letter. */
export function zoneName({ name, zone }: Pick<Zone, 'name' | 'zone'>): string {
  const dashed = zone.replaceAll('.', '-');
  return name ?? (/^[a-z]/.test(dashed) ? dashed : `zone-${dashed}`).slice(0, 63).replace(/-+$/, '');
}

/** The zone in which a host lies: of several the lowest, as DNS has it. */
export function zoneOf<Z extends Pick<Zone, 'zone'>>(host: string, zones: readonly Z[]): Z | undefined {
  const holding = zones.filter(({ zone }) => host === zone || host.endsWith(`.${zone}`));
  return holding.sort((a, b) => b.zone.length - a.zone.length)[0];
}
