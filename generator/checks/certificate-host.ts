import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ObjectOf } from '../kubernetes/create.ts';
import { describe } from '../kubernetes/object.ts';
import type { ClusterModel } from '../model.ts';
import { ownerPath, type PlacedObject, placedObjects } from '../placed-objects.ts';
import { inventoryOf } from '../references/inventory.ts';
import { type Route, routesOf } from '../routes.ts';

type Certificate = ObjectOf<'cert-manager.io/v1', 'Certificate'>;

/** A browser refuses a route whose certificate is for another host, and nothing in the cluster says so. */
export const certificateHost: Check = {
  summary: "Each route's TLS secret is made by a certificate that covers its host.",
  reach: 'cluster',
  *run(platform): Iterable<Diagnostic> {
    for (const cluster of platform.model.clusters) {
      const placed = placedObjects(platform.objects, cluster.facts.name);
      for (const each of placed)
        for (const route of routesOf(each.object)) yield* problems(route, each, placed, cluster, platform);
    }
  },
};

function* problems(
  route: Route,
  { object, component, stage }: PlacedObject,
  placed: readonly PlacedObject[],
  cluster: ClusterModel,
  { model, objects, registry }: Platformwide,
): Iterable<Diagnostic> {
  const { host, tlsSecret } = route;
  if (tlsSecret === undefined) return;
  const { namespace } = object.metadata;
  const makers = certificates(placed).filter(
    ({ spec, metadata }) => spec.secretName === tlsSecret && metadata.namespace === namespace,
  );
  if (makers.some(({ spec }) => (spec.dnsNames ?? []).some((name) => covers(name, host)))) return;
  const declared = cluster.facts.secrets.some((secret) => secret.name === tlsSecret && secret.namespace === namespace);
  // who maintains an app elsewhere may put a certificate there by hand
  const isTheirs = inventoryOf(cluster, objects, registry).isElsewhere(namespace);
  if ((declared || isTheirs) && makers.length === 0) return;
  const why =
    makers.length === 0
      ? `nothing makes its TLS secret \`${tlsSecret}\``
      : `${makers.map(describe).join(' and ')} is for other hosts`;
  yield {
    code: makers.length === 0 ? 'unknown-secret' : 'certificate-host',
    severity: 'error',
    clusters: [cluster.facts.name],
    message: `${describe(object)} serves \`${host}\`, and ${why}`,
    hint: `a Certificate in ${namespace ?? 'its namespace'} with that secretName and \`${host}\` among its dnsNames`,
    path: ownerPath(model, cluster.facts.name, { component, stage }, host),
  };
}

function certificates(placed: readonly PlacedObject[]): readonly Certificate[] {
  return placed.flatMap(({ object }) => (object.kind === 'Certificate' ? [object as Certificate] : []));
}

/** Whether a name of a certificate is for a host; a wildcard stands for one label. */
function covers(name: string, host: string): boolean {
  return name === host || (name.startsWith('*.') && host.slice(host.indexOf('.') + 1) === name.slice(2));
}
