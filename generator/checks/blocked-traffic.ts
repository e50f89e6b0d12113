import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { describe } from '../kubernetes/object.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';
import { connectionsOn } from '../references/connections.ts';
import { blockedBy } from '../references/policies.ts';

/** What a network policy keeps out, waits until it gives up, and no log says why. */
export const blockedTraffic: Check = {
  summary: 'Network policies let through what routes lead to, and what pods are told to call.',
  reach: 'cluster',
  *run({ model, objects, registry }): Iterable<Diagnostic> {
    for (const { facts, enabled } of model.clusters) {
      const placed = placedObjects(objects, facts.name);
      const policies = placed.flatMap(({ object }) => (object.kind === 'NetworkPolicy' ? [object] : []));
      const ingress = enabled.has('contour') ? registry.components.contour.namespace.name : undefined;
      for (const connection of policies.length === 0 ? [] : connectionsOn(placed, ingress)) {
        const policy = blockedBy(connection, policies);
        if (policy === undefined) continue;
        const { owner, what, text } = connection;
        yield {
          code: 'blocked-traffic',
          severity: 'error',
          clusters: [facts.name],
          message: `${describe(owner.object)}: ${describe(policy)} keeps ${what} from getting through`,
          hint: 'name it among the `calls` of the app that makes it',
          path: ownerPath(model, facts.name, owner, text),
          at: 'value',
        };
      }
    }
  },
};
