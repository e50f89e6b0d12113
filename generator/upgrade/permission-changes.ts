import type { FoldedChange } from '../diff/fold.ts';
import { equal } from '../equal.ts';
import { customKindsIn, lookupIn } from '../kubernetes/custom-kind.ts';
import { kindScope } from '../kubernetes/kind-schema.ts';
import { describe, groupOf, type KubernetesObject, objectId } from '../kubernetes/object.ts';
import { isMap, valueAt } from '../map.ts';
import type { Note } from './report.ts';

/** What a chart may do that it could not before: cluster-scoped kinds that are new to it, roles with other rules, and what `plinth diff` calls a wider permission. */
export function permissionChanges(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
  changes: readonly FoldedChange[],
): readonly Note[] {
  const known = clusterKinds(before);
  const kinds = [...clusterKinds(after)].filter((kind) => !known.has(kind)).sort();
  return [
    ...kinds.map(
      (kind): Note => ({
        group: 'permissions',
        what: 'added',
        subject: kind,
        note: 'a cluster-scoped kind that it did not make',
      }),
    ),
    ...newRules(before, after),
    ...widened(changes),
  ];
}

function clusterKinds(objects: readonly KubernetesObject[]): ReadonlySet<string> {
  const defined = lookupIn(customKindsIn(objects));
  const scope = ({ apiVersion, kind }: KubernetesObject) =>
    defined(apiVersion, kind)?.scope ?? kindScope(apiVersion, kind);
  const here = objects.filter((object) => scope(object) === 'Cluster');
  return new Set(
    here.map(({ apiVersion, kind }) => [groupOf(apiVersion), kind].filter((each) => each !== '').join('/')),
  );
}

/** The rules of roles that are new: of a role that is there already, `plinth diff` says which verbs are. */
function newRules(before: readonly KubernetesObject[], after: readonly KubernetesObject[]): readonly Note[] {
  const known = new Set(before.map(objectId));
  const roles = after.filter(
    (object) => groupOf(object.apiVersion) === 'rbac.authorization.k8s.io' && !known.has(objectId(object)),
  );
  return roles.flatMap((role) => {
    const rules = valueAt(role, 'rules');
    const all = Array.isArray(rules) ? rules.filter(isMap).map(ruleText) : [];
    const unique = all.filter((each, index) => all.findIndex((other) => equal(other, each)) === index);
    return unique.map(
      (rule): Note => ({ group: 'permissions', what: 'added', subject: describe(role), note: `it may ${rule}` }),
    );
  });
}

function ruleText(rule: { readonly [key: string]: unknown }): string {
  const list = (key: string) => (Array.isArray(rule[key]) ? rule[key].map(String) : []);
  const groups = list('apiGroups').map((group) => group || 'core');
  const what = [...list('resources').map((each) => `${groups.join(', ')}/${each}`), ...list('nonResourceURLs')];
  return `${list('verbs').join(', ')} ${what.join(', ')}`;
}

function widened(changes: readonly FoldedChange[]): readonly Note[] {
  return changes.flatMap(({ subject, effects, verb }) =>
    effects
      .filter(({ risk }) => risk === 'permission-widened')
      .map(({ note }): Note => {
        const what = verb === 'added' ? 'added' : 'changed';
        return { group: 'permissions', what, subject, ...(note === undefined ? {} : { note }) };
      }),
  );
}
