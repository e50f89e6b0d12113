import { namespaceOf } from '../app.ts';
import { checkApp } from '../apps/check-app.ts';
import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { App } from '../generated/options.ts';
import type { Model } from '../model.ts';
import { componentNamespaces } from '../namespace-claims.ts';
import { appBlock } from '../site.ts';

/** What people get wrong about an app and the schema cannot say. */
export const appOptions: Check = {
  summary: 'Each app names what there is on its cluster, and its options do not contradict each other.',
  reach: 'platform',
  *run({ model, objects, registry }): Iterable<Diagnostic> {
    for (const cluster of model.clusters) {
      const taken = componentNamespaces(cluster, model.facts, registry);
      const first = firstInNamespaces(cluster.apps);
      for (const [name, options] of cluster.apps) {
        const made = objects.stages.find((each) => each.component === 'apps' && each.name === name);
        const own = made?.clusters.get(cluster.facts.name)?.objects ?? [];
        const isSite = appBlock(model.sites, name)[0] === 'sites';
        const app = { name, options };
        const owner = taken.get(namespaceOf(app)) ?? otherApp(first.get(namespaceOf(app)), name, model.sites);
        const around = { isSite, cluster, platform: model.facts, objects: own };
        const findings = checkApp({ app, ...around, ...(owner === undefined ? {} : { owner }) });
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

/** By namespace the app that has it: the one that is called so, else the first by name. */
function firstInNamespaces(apps: ReadonlyMap<string, App>): ReadonlyMap<string, string> {
  const named = [...apps].map(([name, options]) => [namespaceOf({ name, options }), name] as const).sort();
  return new Map([...named.toReversed(), ...named.filter(([namespace, name]) => namespace === name)]);
}

/** What a message calls the app that has a namespace, where that is not the one that is asked about. */
function otherApp(first: string | undefined, name: string, sites: Model['sites']): string | undefined {
  if (first === undefined || first === name) return undefined;
  return `the ${appBlock(sites, first)[0] === 'sites' ? 'site' : 'app'} \`${first}\``;
}
