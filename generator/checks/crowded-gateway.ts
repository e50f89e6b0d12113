import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';
import { attachedHosts, MOST_ATTACHED } from '../routes.ts';

/** Each host has a listener, since Contour takes one certificate for each, and the API server refuses more than the kind allows. */
export const crowdedGateway: Check = {
  summary: `No more than ${MOST_ATTACHED} hosts attach to one Gateway.`,
  reach: 'cluster',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { facts } of model.clusters) {
      const hosts = placedObjects(objects, facts.name).flatMap((placed) =>
        attachedHosts(placed.object).map(({ host, gateway }) => ({ host, gateway, placed })),
      );
      const first = hosts[MOST_ATTACHED];
      if (first === undefined) continue;
      yield {
        code: 'crowded-gateway',
        severity: 'error',
        clusters: [facts.name],
        message: `${hosts.length} hosts attach to the Gateway \`${first.gateway}\` on ${facts.name}, which can have listeners for ${MOST_ATTACHED}`,
        hint: 'route some of them by `httpproxy` or `ingress`',
        path: ownerPath(model, facts.name, first.placed, first.host),
        at: 'value',
      };
    }
  },
};
