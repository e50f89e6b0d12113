import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ObjectPatch } from '../generated/options.ts';
import { placedObjects } from '../placed-objects.ts';
import { unmatchedPatches } from '../unmatched-patches.ts';

/** A patch for an object that is not there would change nothing, and nobody would hear of it. */
export const componentPatches: Check = {
  summary: 'Each of the `patches` of a component is for an object that Plinth makes of it.',
  reach: 'cluster',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { facts, enabled } of model.clusters) {
      const placed = placedObjects(objects, facts.name);
      for (const [component, options] of enabled) {
        const { patches } = options as { readonly patches: readonly ObjectPatch[] };
        if (patches.length === 0) continue;
        const own = placed.filter((each) => each.component === component).map(({ object }) => object);
        for (const { path, ...finding } of unmatchedPatches(patches, own, component))
          yield {
            ...finding,
            component,
            clusters: [facts.name],
            path: model.origin(facts.name, component, path),
            at: 'value',
          };
      }
    }
  },
};
