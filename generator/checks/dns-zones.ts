import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ComponentOptions } from '../generated/options.ts';
import type { ClusterModel, Model } from '../model.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';
import { routesOf } from '../routes.ts';
import { zoneClaims } from '../zone-claims.ts';

/** external-dns passes over a host outside of its zones, and over a zone of another name, without a word. */
export const dnsZones: Check = {
  summary:
    'Where external-dns is, each host lies in a zone that somebody writes, and each of its own zones holds a host.',
  reach: 'platform',
  *run(platform): Iterable<Diagnostic> {
    const all = platform.model.clusters.flatMap((cluster) => zonesOn(cluster, platform));
    const used = new Set(all.flatMap(({ zones, hosts }) => zones.filter((zone) => hosts.some(isIn(zone)))));
    for (const each of all) {
      yield* each.zones.flatMap((zone, index) =>
        used.has(zone) ? [] : [unusedZone(zone, index, each, platform.model)],
      );
      yield* each.hosts
        .filter((host) => !each.written.some((zone) => isIn(zone)(host)))
        .map((host) => outside(host, each, platform.model));
    }
  },
};

interface RoutedHost {
  readonly host: string;
  readonly placed: Parameters<typeof ownerPath>[2];
}

/** What external-dns looks after on one cluster, and what is routed there. */
interface Zones {
  readonly cluster: string;
  readonly zones: readonly string[];
  /** Its zones and those of other components there. */
  readonly written: readonly string[];
  readonly hosts: readonly RoutedHost[];
}

function zonesOn(cluster: ClusterModel, platform: Platformwide): readonly Zones[] {
  const { facts, enabled } = cluster;
  const options = enabled.get('external-dns') as ComponentOptions['external-dns'] | undefined;
  if (options === undefined) return [];
  const hosts = placedObjects(platform.objects, facts.name).flatMap((placed) =>
    routesOf(placed.object).map(({ host }) => ({ host, placed })),
  );
  const written = zoneClaims(cluster, platform).map(({ zone }) => zone);
  return [{ cluster: facts.name, zones: options.zones, written, hosts }];
}

function isIn(zone: string): (host: RoutedHost) => boolean {
  return ({ host }) => host === zone || host.endsWith(`.${zone}`);
}

function unusedZone(zone: string, index: number, { cluster }: Zones, model: Model): Diagnostic {
  return {
    code: 'unused-zone',
    severity: 'warning',
    component: 'external-dns',
    clusters: [cluster],
    message: `no host that Plinth routes lies in the zone \`${zone}\``,
    hint: 'name the zone as the provider does, or leave it out where nothing else in the cluster has a host in it',
    path: model.origin(cluster, 'external-dns', ['zones', index]),
    at: 'value',
  };
}

function outside({ host, placed }: RoutedHost, { cluster, written }: Zones, model: Model): Diagnostic {
  return {
    code: 'host-without-zone',
    severity: 'warning',
    clusters: [cluster],
    message: `nobody makes a DNS record for \`${host}\`: there is somebody for ${written.map((zone) => `\`${zone}\``).join(', ')} only`,
    hint: 'add its zone to `zones` of external-dns, or see to the record elsewhere',
    path: ownerPath(model, cluster, placed, host),
    at: 'value',
    related: [{ message: 'the zones', path: model.origin(cluster, 'external-dns', ['zones']) }],
  };
}
