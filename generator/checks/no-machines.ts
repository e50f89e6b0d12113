import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** A cluster inside another has neither nodes nor disks nor ports, and what works on them waits for ever or fights with its host's. */
export const noMachines: Check = {
  summary: 'What works on machines is on clusters that have some.',
  reach: 'platform',
  *run({ model, registry }): Iterable<Diagnostic> {
    for (const { facts, enabled } of model.clusters) {
      if (facts.host === undefined) continue;
      const without = [...enabled.keys()].filter((name) => registry.components[name].needsMachines === true);
      for (const component of without)
        yield {
          code: 'no-machines',
          severity: 'error',
          component,
          clusters: [facts.name],
          message: `it works on machines, and ${facts.name} runs inside ${facts.host} and has none`,
          hint: `remove it here; what it does for ${facts.host} serves ${facts.name} too`,
          path: model.origin(facts.name, component),
        };
    }
  },
};
