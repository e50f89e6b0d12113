import type { Provided } from '../component.ts';
import { groupOf, type KubernetesObject } from '../kubernetes/object.ts';
import type { ClusterModel } from '../model.ts';
import { isFromElsewhere, type Objects } from '../objects.ts';
import type { Registry } from '../registry.ts';
import { isFromVault } from '../secret.ts';
import { chartOf, stagesOf } from '../stage-access.ts';
import { madeOf, type Thing } from './made-of.ts';
import type { Reference } from './reference.ts';

/** What a cluster has, and where a chart or an operator may have made more than anybody said. */
export interface Inventory {
  find(reference: Reference): Thing | undefined;
  namesLike(reference: Reference): readonly string[];
  /** Whether it is of an app that is maintained elsewhere, of whose objects nobody here knows any. */
  isElsewhere(namespace: string | undefined): boolean;
  /** Whether it is there, which another check is about; what has none is in the cluster itself. */
  hasNamespace(namespace: string | undefined): boolean;
  /** Whether something from upstream may make it: a namespaced thing where a chart or operator lives, a cluster-scoped one anywhere. */
  mayBeUpstream(reference: Pick<Reference, 'namespace'>): boolean;
}

/** What there is on a cluster: what Plinth makes, what follows from it, what components say that they provide, and what every cluster has. */
export function inventoryOf(cluster: ClusterModel, objects: Objects, registry: Registry): Inventory {
  const known = taken.get(objects) ?? new Map<ClusterModel, Inventory>();
  taken.set(objects, known);
  const inventory = known.get(cluster) ?? takeInventory(cluster, objects, registry);
  known.set(cluster, inventory);
  return inventory;
}

/** Several checks ask for the same. */
const taken = new WeakMap<Objects, Map<ClusterModel, Inventory>>();

function takeInventory(cluster: ClusterModel, objects: Objects, registry: Registry): Inventory {
  const { name } = cluster.facts;
  const contents = objects.stages.flatMap(({ clusters }) => clusters.get(name) ?? []);
  const own = contents.flatMap((content) => content.objects);
  const made = own.flatMap(({ kind, metadata }) => (kind === 'Namespace' ? [metadata.name] : []));
  const namespaces = [...made, 'default', 'kube-system'];
  const things = [
    ...own.flatMap(thingsOf),
    ...contents.flatMap(({ provides = [] }) => provides).map(providedThing),
    // objects of Vault's operator bring the others: they are among what Plinth makes
    ...cluster.facts.secrets.filter((secret) => !isFromVault(secret)).map(declaredSecret),
    ...always(namespaces),
  ];
  const byKind = new Map<string, Thing[]>();
  for (const thing of things) byKind.set(thing.kind, [...(byKind.get(thing.kind) ?? []), thing]);
  const releases = contents.flatMap(({ upstream }) => upstream?.releases ?? []).map(({ namespace }) => namespace);
  const elsewhere = objects.stages.filter((each) => isFromElsewhere(each, name)).map(({ namespace }) => namespace);
  const upstream = new Set([...upstreamNamespaces(cluster, registry), ...releases]);
  const alike = ({ kind, group, namespace }: Reference) =>
    (byKind.get(kind) ?? []).filter(
      (each) => (group === undefined || each.group === group) && each.namespace === namespace,
    );
  return {
    find: (reference) => alike(reference).find((each) => each.name === reference.name),
    hasNamespace: (namespace) => namespace === undefined || namespaces.includes(namespace),
    isElsewhere: (namespace) => namespace !== undefined && elsewhere.includes(namespace),
    namesLike: (reference) => alike(reference).map((each) => each.name),
    mayBeUpstream: ({ namespace }) => (namespace === undefined ? upstream.size > 0 : upstream.has(namespace)),
  };
}

function thingsOf(object: KubernetesObject): readonly Thing[] {
  return [thing(object, detailsOf(object)), ...madeOf(object)];
}

function thing({ apiVersion, kind, metadata: { name, namespace } }: KubernetesObject, details: Partial<Thing>): Thing {
  return { group: groupOf(apiVersion), kind, name, ...(namespace === undefined ? {} : { namespace }), ...details };
}

function providedThing({ ports, ...provided }: Provided): Thing {
  return {
    ...thing({ ...provided, metadata: provided } as KubernetesObject, {}),
    ...(ports === undefined ? {} : { ports }),
  };
}

function declaredSecret({ name, namespace, keys, known }: ClusterModel['facts']['secrets'][number]): Thing {
  return { group: '', kind: 'Secret', name, namespace, keys: [...keys, ...Object.keys(known ?? {})] };
}

type Fields = { readonly [field: string]: unknown };

function detailsOf(object: KubernetesObject): Partial<Thing> {
  const { spec, data, stringData, binaryData } = object as unknown as { readonly [field: string]: Fields | undefined };
  if (object.kind === 'Service') {
    const ports = (spec?.['ports'] ?? []) as readonly { readonly port: number; readonly name?: string }[];
    return { ports: ports.flatMap(({ port, name }) => (name === undefined ? [port] : [port, name])) };
  }
  if (object.kind !== 'ConfigMap' && object.kind !== 'Secret') return {};
  return { keys: Object.keys({ ...data, ...stringData, ...binaryData }) };
}

const rbac = 'rbac.authorization.k8s.io';

/** What every cluster has, and every namespace. */
function always(namespaces: readonly string[]): readonly Thing[] {
  const inEach = namespaces.flatMap((namespace): readonly Thing[] => [
    { group: '', kind: 'ServiceAccount', name: 'default', namespace },
    { group: '', kind: 'ConfigMap', name: 'kube-root-ca.crt', namespace, keys: ['ca.crt'] },
  ]);
  return [
    ...inEach,
    ...['cluster-admin', 'admin', 'edit', 'view', 'system:auth-delegator'].map((name) => ({
      group: rbac,
      kind: 'ClusterRole',
      name,
    })),
    { group: rbac, kind: 'Role', name: 'extension-apiserver-authentication-reader', namespace: 'kube-system' },
    ...['system-cluster-critical', 'system-node-critical'].map((name) => ({
      group: 'scheduling.k8s.io',
      kind: 'PriorityClass',
      name,
    })),
    { group: '', kind: 'Service', name: 'kubernetes', namespace: 'default', ports: [443, 'https'] },
    { group: '', kind: 'Service', name: 'kube-dns', namespace: 'kube-system', ports: [53, 9153] },
  ];
}

/** The namespaces in which charts, manifests and the operators that they bring make objects that nobody lists. */
function upstreamNamespaces(cluster: ClusterModel, registry: Registry): readonly string[] {
  return [...cluster.enabled].flatMap(([component, options]) => {
    const home = registry.components[component].namespace.name;
    return stagesOf(registry, component).flatMap(({ stage }) => {
      const chart = chartOf(stage, options);
      if (chart === undefined && stage.manifests === undefined) return [];
      return [home, ...(chart?.namespaces ?? [])];
    });
  });
}
