import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** Waves wait only where Argo CD has the health checks that the component `argocd` gives it. */
export const hubWithoutArgocd: Check = {
  summary: 'The hub has the component `argocd`.',
  reach: 'platform',
  *run({ model }): Iterable<Diagnostic> {
    for (const { facts, enabled } of model.clusters) {
      if (!facts.isHub || enabled.has('argocd')) continue;
      yield {
        code: 'hub-without-argocd',
        severity: 'warning',
        message: `${facts.name} is to run Argo CD, and the component \`argocd\` is not enabled: nothing here installs it, or gives it the health checks without which waves do not wait`,
        hint: 'add `argocd: {}` to the components',
        path: ['clusters', facts.name, 'argocd'],
        at: 'value',
      };
    }
  },
};
