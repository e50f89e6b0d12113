import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { nearestMinor } from '../kubernetes/kind-schema.ts';

/** Of a version that is newer than Plinth, nobody here knows the schemas. */
export const kubernetesVersion: Check = {
  summary: 'The schemas of the Kubernetes of each cluster are known.',
  reach: 'platform',
  *run({ model }): Iterable<Diagnostic> {
    for (const { facts } of model.clusters) {
      const { name, kubernetes } = facts;
      const { minor, isExact } = nearestMinor(kubernetes);
      if (isExact) continue;
      yield {
        code: 'kubernetes-version',
        severity: 'warning',
        message: `Kubernetes ${kubernetes} is not among the versions that Plinth knows; objects are checked as for ${minor}`,
        path: ['clusters', name, 'kubernetes'],
        at: 'value',
        clusters: [name],
      };
    }
  },
};
