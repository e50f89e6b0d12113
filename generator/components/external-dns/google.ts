import type { CheckContext } from '../../component.ts';
import { type GoogleNeed, zoneName } from '../../google-need.ts';
import { credentials } from './provider.ts';

/** The zones at Google, and an account that may write their records. */
export function google({ options }: CheckContext<'external-dns'>): readonly GoogleNeed[] {
  const { provider, zones } = options;
  if (provider.kind !== 'google') return [];
  const { project } = provider;
  return [
    {
      kind: 'account',
      name: 'external-dns',
      project,
      rights: [{ on: { kind: 'project', project }, roles: ['roles/dns.admin'] }],
      secret: credentials(options),
      credential: 'key',
      path: ['provider'],
    },
    ...zones.map((zone, index) => zoneOf(project, zone, index)),
  ];
}

function zoneOf(project: string, zone: string, index: number): GoogleNeed {
  return { kind: 'zone', project, zone, name: zoneName(zone), path: ['zones', index] };
}
