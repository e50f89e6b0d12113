import { namespaceOf } from '../app.ts';
import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ComponentOptions } from '../generated/options.ts';

/** Whoever reads what is an app's own reads what that app changes without asking. */
export const foreignSecret: Check = {
  summary: "No secret that stands for itself is read from below an app's own path in Vault, but by that app.",
  reach: 'platform',
  *run({ model }): Iterable<Diagnostic> {
    for (const { facts, enabled, apps } of model.clusters) {
      const options = enabled.get('vault-config-operator') as ComponentOptions['vault-config-operator'] | undefined;
      const owners = new Map([...apps].map(([name, app]) => [namespaceOf({ name, options: app }), name]));
      for (const [secret, { path, namespace }] of Object.entries(options?.secrets ?? {})) {
        const owner = path === undefined ? undefined : owners.get(path.split('/')[0] ?? '');
        if (owner === undefined || owners.get(namespace) === owner) continue;
        yield {
          code: 'foreign-secret',
          severity: 'error',
          component: 'vault-config-operator',
          clusters: [facts.name],
          message: `\`${secret}\` in \`${namespace}\` is read from \`${path}\`, which is the app ${owner}'s own`,
          hint: "put what both need at a path that is neither's, such as `shared/<name>`",
          path: model.origin(facts.name, 'vault-config-operator', ['secrets', secret, 'path']),
          at: 'value',
        };
      }
    }
  },
};
