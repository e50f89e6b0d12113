import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ComponentOptions } from '../generated/options.ts';
import type { ClusterModel } from '../model.ts';
import { ownerPath, type PlacedObject, placedObjects } from '../placed-objects.ts';
import { routesOf } from '../routes.ts';

/** DNS has no alias beside the other records of a zone's own name; a provider refuses the batch that has one, and every change in it. */
export const apexHost: Check = {
  summary: "A zone's own name gets an address from external-dns, not the name of another host.",
  reach: 'platform',
  *run(platform): Iterable<Diagnostic> {
    for (const cluster of platform.model.clusters) {
      const zones = aliasedZones(cluster);
      if (zones.size === 0) continue;
      for (const each of placedObjects(platform.objects, cluster.facts.name))
        for (const { host } of routesOf(each.object)) if (zones.has(host)) yield problem(host, each, cluster, platform);
    }
  },
};

/** The zones of a cluster whose routes are reached by a host name; Cloudflare answers for it with its addresses. */
function aliasedZones({ enabled }: ClusterModel): ReadonlySet<string> {
  const contour = enabled.get('contour') as ComponentOptions['contour'] | undefined;
  const dns = enabled.get('external-dns') as ComponentOptions['external-dns'] | undefined;
  // the last part of an IP address has no letters first
  const isName = /\.[a-z][a-z0-9-]*$/.test(contour?.address ?? '');
  return new Set(isName && dns?.provider.kind !== 'cloudflare' ? dns?.zones : []);
}

function problem(host: string, placed: PlacedObject, { facts }: ClusterModel, { model }: Platformwide): Diagnostic {
  return {
    code: 'apex-host',
    severity: 'error',
    clusters: [facts.name],
    message: `\`${host}\` is a zone's own name, and would be an alias of the host name that is the address of contour`,
    hint: 'give contour an IP address as its `address` on this cluster, or take a host below the zone',
    path: ownerPath(model, facts.name, placed, host),
    at: 'value',
    related: [{ message: 'the address', path: model.origin(facts.name, 'contour', ['address']) }],
  };
}
