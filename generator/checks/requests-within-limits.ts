import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { describe } from '../kubernetes/object.ts';
import { isLargerQuantity } from '../kubernetes/quantity.ts';
import { isMap } from '../map.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';
import { type Container, podsOf } from '../references/pods.ts';

/** The API server refuses it, though every field by itself is right. */
export const requestsWithinLimits: Check = {
  summary: 'No container asks for more of anything than it may use.',
  reach: 'stage',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { facts } of model.clusters)
      for (const placed of placedObjects(objects, facts.name))
        for (const container of podsOf(placed)?.containers ?? [])
          for (const { resource, request, limit } of excessesIn(container))
            yield {
              code: 'invalid-object',
              severity: 'error',
              clusters: [facts.name],
              message: `${describe(placed.object)}: its container \`${container.name}\` asks for ${request} of ${resource}, and may use ${limit}`,
              hint: 'ask for less, or raise the limit',
              path: ownerPath(model, facts.name, placed, request),
            };
  },
};

interface Excess {
  readonly resource: string;
  readonly request: string;
  readonly limit: string;
}

function excessesIn({ resources }: Container): readonly Excess[] {
  if (!isMap(resources)) return [];
  const { requests, limits } = resources;
  if (!isMap(requests) || !isMap(limits)) return [];
  return Object.entries(requests).flatMap(([resource, request]) => {
    const limit = limits[resource];
    return isLargerQuantity(request, limit) ? [{ resource, request: String(request), limit: String(limit) }] : [];
  });
}
