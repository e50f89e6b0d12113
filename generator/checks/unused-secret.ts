import { namespaceOf } from '../app.ts';
import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ComponentOptions } from '../generated/options.ts';
import { placedObjects } from '../placed-objects.ts';
import { referencesIn } from '../references/references-in.ts';

/** A secret that is handed to nobody is one more place from which it can be lost. */
export const unusedSecret: Check = {
  summary: "Each secret that is brought into an app's namespace is used by something there.",
  reach: 'cluster',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { facts, enabled, apps } of model.clusters) {
      const options = enabled.get('vault-config-operator') as ComponentOptions['vault-config-operator'] | undefined;
      const known = new Set(
        [...apps].flatMap(([name, app]) => (app.source === undefined ? [namespaceOf({ name, options: app })] : [])),
      );
      const secrets = Object.entries(options?.secrets ?? {}).filter(([, { namespace }]) => known.has(namespace));
      if (secrets.length === 0) continue;
      const used = new Set(
        placedObjects(objects, facts.name)
          .flatMap(({ object }) => referencesIn(object))
          .flatMap(({ kind, namespace, name }) => (kind === 'Secret' ? [`${namespace}/${name}`] : [])),
      );
      for (const [secret, { namespace }] of secrets.filter(([name, each]) => !used.has(`${each.namespace}/${name}`)))
        yield {
          code: 'unused-secret',
          severity: 'warning',
          component: 'vault-config-operator',
          clusters: [facts.name],
          message: `\`${secret}\` is brought into \`${namespace}\`, where nothing uses it`,
          hint: 'name it among the `secrets` of the app instead, which then has it; or take it out',
          path: model.origin(facts.name, 'vault-config-operator', ['secrets', secret]),
        };
    }
  },
};
