import { equal } from '../equal.ts';
import { groupOf, type KubernetesObject } from '../kubernetes/object.ts';
import { isMap, own } from '../map.ts';
import { levelOf, levels } from '../pod-security-level.ts';
import { type FieldChange, fieldName } from './fields.ts';

const RBAC = 'rbac.authorization.k8s.io';

/** Why a change lets someone or something do more than before; undefined where it does not. `before` is undefined of a new object. */
export function widening(
  before: KubernetesObject | undefined,
  after: KubernetesObject,
  changes: readonly FieldChange[],
): string | undefined {
  const group = groupOf(after.apiVersion);
  if (group === RBAC) return inRbac(before, after);
  if (group === '' && after.kind === 'Namespace') return inPodSecurity(before, after);
  if (group === 'argoproj.io' && after.kind === 'AppProject') return inProject(before, after);
  if (group === '' && after.kind === 'ConfigMap') return inPolicyFile(after, changes);
  if (group === 'redhatcop.redhat.io') return inVault(before, after, changes);
  if (/IAMMember$|IAMBinding$|IAMPolicy$/.test(after.kind) && !equal(own(before ?? {}, 'spec'), own(after, 'spec')))
    return 'it grants a role at the cloud provider';
  return inPods(changes);
}

function inRbac(before: KubernetesObject | undefined, after: KubernetesObject): string | undefined {
  if (after.kind.endsWith('Binding')) return inBinding(before, after);
  const aggregated = Object.keys(after.metadata.labels ?? {}).find((label) => label.includes('/aggregate-to-'));
  // a new role alone gives nobody anything
  if (before === undefined && aggregated === undefined) return undefined;
  const known = new Set(listAt(before, 'rules').flatMap(grants));
  const covers = (grant: string) => known.has(grant) || [...known].some((wide) => covered(grant, wide));
  const fresh = listAt(after, 'rules')
    .flatMap(grants)
    .filter((grant) => !covers(grant));
  if (fresh.length > 0) return `it may now ${shown(fresh)}`;
  const gathers = (object: object | undefined) => own(object ?? {}, 'aggregationRule');
  return equal(gathers(before), gathers(after)) ? undefined : 'it gathers the rules of other roles';
}

/** What a rule allows, one line for each verb on each resource. */
function grants(rule: unknown): readonly string[] {
  const list = (key: string, none: readonly string[]) => {
    const found = listAt(rule, key).map(String);
    return found.length === 0 ? none : found;
  };
  const urls = list('nonResourceURLs', []).map((url) => `url ${url} *`);
  const things = list('apiGroups', []).flatMap((group) =>
    list('resources', []).flatMap((resource) =>
      list('resourceNames', ['*']).map((name) => `${group || 'core'}/${resource} ${name}`),
    ),
  );
  return [...things, ...urls].flatMap((thing) => list('verbs', []).map((verb) => `${verb} ${thing}`));
}

function covered(grant: string, wide: string): boolean {
  const [one, other] = [grant.split(/[ /]/), wide.split(/[ /]/)];
  return one.length === other.length && one.every((part, index) => other[index] === part || other[index] === '*');
}

function inBinding(before: KubernetesObject | undefined, after: KubernetesObject): string | undefined {
  const role = (object: object) => String(own((own(object, 'roleRef') ?? {}) as object, 'name'));
  const had = before !== undefined && role(before) === role(after) ? listAt(before, 'subjects') : [];
  const fresh = listAt(after, 'subjects').filter((subject) => !had.some((each) => equal(each, subject)));
  if (fresh.length === 0) return undefined;
  return `${shown(fresh.map(subjectName))} gets ${role(after)}`;
}

function subjectName(subject: unknown): string {
  return isMap(subject) ? `${String(subject['kind'])} ${String(subject['name'])}` : String(subject);
}

function inPodSecurity(before: KubernetesObject | undefined, after: KubernetesObject): string | undefined {
  const [was, is] = [levelOf(before?.metadata), levelOf(after.metadata)];
  return levels.indexOf(is) <= levels.indexOf(was) ? undefined : `its pods may be ${is}, before at most ${was}`;
}

const allowing = ['sourceRepos', 'sourceNamespaces', 'destinations', 'clusterResourceWhitelist'];
const more = [...allowing, 'namespaceResourceWhitelist', 'roles', 'destinationServiceAccounts'];

function inProject(before: KubernetesObject | undefined, after: KubernetesObject): string | undefined {
  const list = (object: KubernetesObject | undefined, key: string) => listAt(own(object ?? {}, 'spec'), key);
  const added = (key: string, from = before, to: KubernetesObject | undefined = after) =>
    list(to, key).filter((item) => !list(from, key).some((each) => equal(each, item)));
  // what a new project allows is what its Applications need
  if (before === undefined) return undefined;
  const wider = more.filter((key) => added(key).length > 0);
  const freed = ['clusterResourceBlacklist', 'namespaceResourceBlacklist'].filter(
    (key) => added(key, after, before).length > 0,
  );
  const fields = [...wider.map((key) => `${key} has more`), ...freed.map((key) => `${key} has less`)];
  return fields.length === 0 ? undefined : `the project's ${fields.join(', ')}`;
}

/** Argo CD's own roles, wherever they are written. */
function inPolicyFile(object: KubernetesObject, changes: readonly FieldChange[]): string | undefined {
  if (object.metadata.name !== 'argocd-rbac-cm') return undefined;
  return policyWidening(changes);
}

/** Why a change of Argo CD's roles, in an object or among a chart's values, allows more. */
export function policyWidening(changes: readonly FieldChange[]): string | undefined {
  const found = changes.find(
    ({ path, after }) =>
      /^policy\.(?:.*csv|default|matchMode)$|^scopes$/.test(path.at(-1) ?? '') && after !== undefined,
  );
  return found === undefined ? undefined : `Argo CD's own roles have other lines in ${found.path.at(-1) ?? ''}`;
}

const vaultLists = ['policies', 'targetNamespaces', 'targetServiceAccounts', 'tokenPolicies'];

function inVault(before: KubernetesObject | undefined, after: KubernetesObject, changes: readonly FieldChange[]) {
  if (before === undefined) return undefined;
  const isPolicy = after.kind === 'Policy';
  const found = changes.find(
    ({ path, after: now }) =>
      now !== undefined && (isPolicy ? path[1] === 'policy' : path.some((part) => vaultLists.includes(part))),
  );
  return found === undefined ? undefined : `Vault allows more: ${fieldName(found.path)}`;
}

const flags = ['privileged', 'hostPID', 'hostIPC', 'hostNetwork', 'allowPrivilegeEscalation'];

/** What a pod may do to its node. */
function inPods(changes: readonly FieldChange[]): string | undefined {
  const found = changes.find(({ path, after }) => {
    if (after === undefined) return false;
    const last = path.at(-1) ?? '';
    const added = path.at(-2) === 'add' && path.includes('capabilities');
    return (flags.includes(last) && after === true) || added || last === 'hostPath';
  });
  return found === undefined ? undefined : `its pods get more of the node: ${fieldName(found.path)}`;
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = isMap(value) ? own(value, key) : undefined;
  return Array.isArray(found) ? found : [];
}

function shown(list: readonly string[]): string {
  const first = list.slice(0, 3).join(', ');
  return list.length > 3 ? `${first} and ${list.length - 3} more` : first;
}
