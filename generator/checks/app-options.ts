import { checkApp } from '../apps/check-app.ts';
import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { appBlock } from '../site.ts';

/** What people get wrong about an app and the schema cannot say. */
export const appOptions: Check = {
  summary: 'Each app names what there is on its cluster, and its options do not contradict each other.',
  reach: 'platform',
  *run({ model, objects, registry }): Iterable<Diagnostic> {
    for (const cluster of model.clusters) {
      const taken = new Map(
        [...cluster.enabled.keys()].map((name) => [registry.components[name].namespace.name, name]),
      );
      for (const [name, options] of cluster.apps) {
        const made = objects.stages.find((each) => each.component === 'apps' && each.name === name);
        const own = made?.clusters.get(cluster.facts.name)?.objects ?? [];
        const isSite = appBlock(model.sites, name)[0] === 'sites';
        const app = { name, options };
        const findings = checkApp({ app, isSite, cluster, platform: model.facts, taken, objects: own });
        for (const { path, ...finding } of findings)
          yield {
            ...finding,
            clusters: [cluster.facts.name],
            path: model.appOrigin(cluster.facts.name, name, path),
            at: 'value',
          };
      }
    }
  },
};
