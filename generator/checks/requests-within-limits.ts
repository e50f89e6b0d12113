import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { bytes } from '../kubernetes/bytes.ts';
import { describe } from '../kubernetes/object.ts';
import { isMap, type PlainMap } from '../map.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';
import { type Container, podsOf } from '../references/pods.ts';

/** The API server refuses it, though every field by itself is right. */
export const requestsWithinLimits: Check = {
  summary: 'No container asks for more of anything than it may use.',
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
  return Object.keys(requests).flatMap((resource) => {
    const [request, limit] = [amount(requests, resource), amount(limits, resource)];
    if (request === undefined || limit === undefined || request <= limit) return [];
    return [{ resource, request: String(requests[resource]), limit: String(limits[resource]) }];
  });
}

/** A quantity as a number; undefined for what is none, which the schema is about, and for the rare ones with an exponent. */
function amount(of: PlainMap, resource: string): number | undefined {
  const text = String(of[resource] ?? '');
  return /^\d+(?:\.\d+)?(?:m|k|Ki|[MGTPE]i?)?$/.test(text) ? bytes(text) : undefined;
}
