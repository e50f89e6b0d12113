import type { CrossplaneOptions } from '../../generated/options.ts';
import { zoneName, zoneOf } from './zones.ts';

type Dns = Pick<NonNullable<CrossplaneOptions['dns']>, 'zones' | 'addresses'>;

/** The answers to a question of one type about one host, in a zone by its name at Google. */
export interface ZoneRecord {
  readonly host: string;
  readonly zone: string;
  readonly type: 'A' | 'AAAA' | 'CNAME';
  readonly values: readonly string[];
}

/** A record for each host that lies in one of the zones: to its own addresses, else to `target`, an IP address or a host name. */
export function records(hosts: readonly string[], dns: Dns, target: string | undefined): readonly ZoneRecord[] {
  const all = [...new Set([...Object.keys(dns.addresses), ...hosts])].sort();
  return all.flatMap((host) => {
    const zone = zoneOf(host, dns.zones);
    const values = valuesOf(host, host === zone?.zone, dns, target);
    return zone === undefined ? [] : byType(values).map((each) => ({ host, zone: zoneName(zone), ...each }));
  });
}

function valuesOf(host: string, isZone: boolean, { addresses }: Dns, target: string | undefined): readonly string[] {
  const own = addresses[host];
  if (own !== undefined) return own;
  if (target === undefined || target === host) return [];
  // DNS has no alias beside the other records of a zone's own name
  return isZone ? (addresses[target] ?? [target]) : [target];
}

function byType(values: readonly string[]): readonly Pick<ZoneRecord, 'type' | 'values'>[] {
  const of = (type: ZoneRecord['type']) => values.filter((value) => typeOf(value) === type);
  const names = of('CNAME').map((name) => `${name}.`);
  return [
    { type: 'A' as const, values: of('A') },
    { type: 'AAAA' as const, values: of('AAAA') },
    { type: 'CNAME' as const, values: names },
  ].filter((each) => each.values.length > 0);
}

/** The type of the record that leads to an address or a host name. */
export function typeOf(target: string): ZoneRecord['type'] {
  if (target.includes(':')) return 'AAAA';
  return /^[0-9]+(\.[0-9]+){3}$/.test(target) ? 'A' : 'CNAME';
}
