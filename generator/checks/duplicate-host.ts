import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';
import { routesOf } from '../routes.ts';

/** A host has one address in DNS, so two routes for it are a mistake on one cluster and on two. */
export const duplicateHost: Check = {
  summary: 'Each host is routed once on the whole platform.',
  reach: 'platform',
  *run({ model, objects }): Iterable<Diagnostic> {
    const first = new Map<string, { who: string; path: Diagnostic['path'] & object }>();
    for (const { facts } of model.clusters) {
      for (const placed of placedObjects(objects, facts.name)) {
        for (const { host } of routesOf(placed.object)) {
          const path = ownerPath(model, facts.name, placed, host);
          const what = path[0] === 'sites' ? 'site' : 'app';
          const who = placed.component === 'apps' ? `the ${what} ${placed.stage}` : placed.component;
          const here = { who: `${who} on ${facts.name}`, path };
          const other = first.get(host);
          if (other === undefined) first.set(host, here);
          else yield problem(host, other, here);
        }
      }
    }
  },
};

function problem(
  host: string,
  first: { who: string; path: Diagnostic['path'] & object },
  second: typeof first,
): Diagnostic {
  return {
    code: 'duplicate-host',
    severity: 'error',
    message: `\`${host}\` is routed twice: by ${first.who} and by ${second.who}`,
    hint: `give ${second.who} another host`,
    path: second.path,
    at: 'value',
    related: [{ message: 'the first one', path: first.path }],
  };
}
