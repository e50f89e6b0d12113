import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { describe, type KubernetesObject } from '../kubernetes/object.ts';
import { isMap } from '../map.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';

/** Who Vault does not let in gets no secret, and the pod that waits for it never starts. */
export const refusedLogin: Check = {
  summary: 'Each object that asks Vault for something does so in a role that lets its service account in.',
  reach: 'cluster',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { facts } of model.clusters) {
      const placed = placedObjects(objects, facts.name);
      const roles = new Map(
        placed.flatMap(({ object }) =>
          object.kind === 'KubernetesAuthEngineRole' ? [[object.metadata.name, object] as const] : [],
        ),
      );
      for (const each of placed)
        for (const { role, account } of loginsOf(each.object)) {
          const known = roles.get(role);
          const { namespace = '' } = each.object.metadata;
          if (known === undefined || letsIn(known, namespace, account)) continue;
          yield {
            code: 'refused-login',
            severity: 'error',
            clusters: [facts.name],
            message: `${describe(each.object)} logs in as \`${account}\` of \`${namespace}\`, which the role \`${role}\` does not let in`,
            hint: 'this is a mistake of the component, or of a patch',
            path: ownerPath(model, facts.name, each),
          };
        }
    }
  },
};

interface Login {
  readonly role: string;
  readonly account: string;
}

/** Every `authentication` of an object of Vault's operator. */
function loginsOf(object: KubernetesObject): readonly Login[] {
  if (!object.apiVersion.startsWith('redhatcop.redhat.io/')) return [];
  return loginsIn((object as { readonly spec?: unknown }).spec);
}

function loginsIn(value: unknown): readonly Login[] {
  if (Array.isArray(value)) return value.flatMap(loginsIn);
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([field, each]) => {
    if (field !== 'authentication' || !isMap(each)) return loginsIn(each);
    const account = isMap(each['serviceAccount']) ? each['serviceAccount']['name'] : 'default';
    return [{ role: String(each['role']), account: String(account ?? 'default') }];
  });
}

/** What a patch made of a role, its schema is about. */
function letsIn(role: KubernetesObject, namespace: string, account: string): boolean {
  const { spec } = role as { readonly spec?: unknown };
  if (!isMap(spec) || !isMap(spec['targetNamespaces'])) return true;
  return (
    holds(spec['targetNamespaces']['targetNamespaces'], namespace) && holds(spec['targetServiceAccounts'], account)
  );
}

function holds(list: unknown, name: string): boolean {
  return Array.isArray(list) && list.includes(name);
}
