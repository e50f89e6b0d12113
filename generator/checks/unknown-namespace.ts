import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { ComponentName } from '../generated/options.ts';
import { describe } from '../kubernetes/object.ts';
import type { ClusterModel } from '../model.ts';
import { namespaceClaims } from '../namespace-claims.ts';
import { ownerPath, type PlacedObject, placedObjects } from '../placed-objects.ts';

/** Every cluster has these. */
const always = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** An object whose namespace nobody makes is refused by the cluster, and its whole Application with it. */
export const unknownNamespace: Check = {
  summary: 'Each object lies in a namespace that its cluster has.',
  reach: 'cluster',
  *run(platform): Iterable<Diagnostic> {
    for (const cluster of platform.model.clusters) {
      const placed = placedObjects(platform.objects, cluster.facts.name);
      const known = [
        ...always,
        ...placed.flatMap(({ object }) => (object.kind === 'Namespace' ? [object.metadata.name] : [])),
      ];
      for (const [namespace, each] of strangers(placed, new Set(known)))
        yield problem(namespace, `${describe(each.object)} lies in`, each, known, cluster, platform);
      for (const [component, name] of unmadeClaims(cluster, platform, new Set(known)))
        yield problem(name, `${component} labels`, { component, stage: '' }, known, cluster, platform);
    }
  },
};

/** The first object of each component in each namespace that is not known. */
function strangers(
  placed: readonly PlacedObject[],
  known: ReadonlySet<string>,
): readonly (readonly [string, PlacedObject])[] {
  const first = new Map<string, readonly [string, PlacedObject]>();
  for (const each of placed) {
    const { namespace } = each.object.metadata;
    if (namespace === undefined || known.has(namespace)) continue;
    const key = `${each.component} ${namespace}`;
    if (!first.has(key)) first.set(key, [namespace, each]);
  }
  return [...first.values()];
}

/** The namespaces that a component labels and nothing makes. */
function unmadeClaims(
  cluster: ClusterModel,
  { model, registry }: Platformwide,
  known: ReadonlySet<string>,
): readonly (readonly [ComponentName, string])[] {
  return [...cluster.enabled].flatMap(([component, options]) => {
    const only = { ...cluster, apps: new Map(), enabled: new Map([[component, options]]) };
    const claims = namespaceClaims(only, model.facts, registry).filter(({ name }) => !known.has(name));
    return claims.map(({ name }) => [component, name] as const);
  });
}

function problem(
  namespace: string,
  does: string,
  owner: Pick<PlacedObject, 'component' | 'stage'>,
  known: readonly string[],
  cluster: ClusterModel,
  { model }: Platformwide,
): Diagnostic {
  const near = didYouMean(namespace, known);
  const { name } = cluster.facts;
  return {
    code: 'unknown-namespace',
    severity: 'error',
    clusters: [name],
    message: `${does} the namespace \`${namespace}\`, which nothing there makes`,
    hint: near === undefined ? 'enable the component that has it, or name another one' : `did you mean \`${near}\`?`,
    path: ownerPath(model, name, owner, namespace),
    at: 'value',
  };
}
