import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { scopes } from '../generated/kinds.ts';
import { admission, fieldPath, type Verdict } from '../kubernetes/admission.ts';
import type { KindLookup } from '../kubernetes/custom-kind.ts';
import { nearestMinor } from '../kubernetes/kind-schema.ts';
import { describe, type KubernetesObject } from '../kubernetes/object.ts';
import type { Violation } from '../kubernetes/structural.ts';
import type { ClusterModel } from '../model.ts';
import { oncePerValue } from '../once-per-value.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';
import { renderedKinds } from '../references/rendered-kinds.ts';

/** What an API server refuses stops the sync of a whole Application, and nothing says so before. */
export const validObjects: Check = {
  summary:
    "Each object is of a kind that its cluster's Kubernetes has, with the fields, types and names that its schema asks for.",
  *run(platform): Iterable<Diagnostic> {
    const known = new Map<string, Verdict>();
    const shared = new WeakMap<KubernetesObject, Map<string, Verdict>>();
    const textOf = oncePerValue((object: KubernetesObject) => JSON.stringify(object));
    for (const cluster of platform.model.clusters) {
      const { minor, isExact } = nearestMinor(cluster.facts.kubernetes);
      if (!isExact) yield unknownVersion(cluster, minor);
      const defined = renderedKinds(platform.objects, cluster.facts.name);
      for (const each of everyObject(platform, cluster)) {
        const verdict = each.isRendered
          ? renderedVerdict(shared, each.object, minor, defined)
          : verdictOf(known, each.object, textOf, minor, defined);
        yield* problems(each, verdict, cluster);
      }
    }
  },
};

interface OwnedObject {
  readonly object: KubernetesObject;
  readonly component?: string;
  readonly isRendered?: boolean;
  /** Looked up only when there is something to report. */
  readonly owner: () => Path;
}

/** What a cluster gets, and what Argo CD is told about it. */
function everyObject({ model, objects }: Platformwide, { facts: { name } }: ClusterModel): readonly OwnedObject[] {
  const { roots = [], projects = [], applications = [] } = objects.clusters.get(name) ?? {};
  const placed = placedObjects(objects, name);
  return [
    ...placed.map(({ object, component, stage, isRendered }) => ({
      object,
      isRendered,
      component,
      owner: () => ownerPath(model, name, { component, stage }, object.metadata.name),
    })),
    ...[...roots, ...projects, ...applications].map((object) => ({ object, owner: () => ['clusters', name] })),
  ];
}

// an object never changes, and where a platform is compiled again and again most of them come again
const verdicts = new WeakMap<KubernetesObject, Map<string, Verdict>>();

/** Clusters of one version mostly get the same objects. */
function verdictOf(
  known: Map<string, Verdict>,
  object: KubernetesObject,
  textOf: (object: KubernetesObject) => string,
  minor: string,
  defined: KindLookup,
): Verdict {
  // a CRD that is at hand knows more than our contract
  if (defined(object.apiVersion, object.kind) !== undefined) return admission(object, minor, defined);
  const own = verdicts.get(object) ?? new Map<string, Verdict>();
  verdicts.set(object, own);
  const before = own.get(minor);
  if (before !== undefined) return before;
  const key = `${minor} ${textOf(object)}`;
  const verdict = known.get(key) ?? admission(object, minor);
  own.set(minor, verdict);
  known.set(key, verdict);
  return verdict;
}

/** What a chart brings is too large to compare, and is the same object where it is shared. What only a contract of ours knows, that contract does not describe. */
function renderedVerdict(
  shared: WeakMap<KubernetesObject, Map<string, Verdict>>,
  object: KubernetesObject,
  minor: string,
  defined: KindLookup,
): Verdict {
  const known = shared.get(object) ?? new Map<string, Verdict>();
  shared.set(object, known);
  const before = known.get(minor);
  if (before !== undefined) return before;
  const { by, violations, unknown } = admission(object, minor, defined);
  const isJudged = by === 'kubernetes' || by === 'definition' || (by === undefined && unknown?.isOtherVersion === true);
  const verdict: Verdict = isJudged
    ? { ...(by === undefined ? {} : { by }), violations, ...(unknown === undefined ? {} : { unknown }) }
    : { violations: [] };
  known.set(minor, verdict);
  return verdict;
}

function* problems(
  { object, component, owner, isRendered = false }: OwnedObject,
  { violations, unknown }: Verdict,
  { facts }: ClusterModel,
): Iterable<Diagnostic> {
  if (unknown === undefined && violations.length === 0) return;
  const name = describe(object);
  const about = {
    severity: 'error',
    ...(component === undefined ? {} : { component }),
    clusters: [facts.name],
    path: owner(),
  } as const;
  if (unknown !== undefined)
    yield { ...about, code: 'unknown-kind', message: `${name} ${unknown.message}`, hint: unknown.hint };
  for (const each of violations)
    if (!isOfScope(object, each))
      yield { ...about, code: 'invalid-object', message: `${name}: ${sentence(each)}`, hint: hint(each, isRendered) };
}

function hint({ path: [field, key] }: Violation, isRendered: boolean): string {
  if (isRendered) return 'its chart brings it: another `version` or other `values` may help';
  return field === 'metadata' && String(key).includes('/')
    ? 'put it under `metadata.annotations` or `metadata.labels`'
    : 'this is a mistake of the component, or of an option that it passes on as it is';
}

function sentence({ path, message }: Violation): string {
  return path.length === 0 ? message : `\`${fieldPath(path)}\` ${message}`;
}

/** What the check of scopes says better. */
function isOfScope({ apiVersion, kind, metadata }: KubernetesObject, { path }: Violation): boolean {
  const scope = (scopes as { readonly [kind: string]: string })[`${apiVersion}/${kind}`];
  const isNamespace = path.length === 2 && path[0] === 'metadata' && path[1] === 'namespace';
  return isNamespace && (scope === 'Cluster' || metadata.namespace === undefined);
}

function unknownVersion({ facts: { name, kubernetes } }: ClusterModel, minor: string): Diagnostic {
  return {
    code: 'kubernetes-version',
    severity: 'warning',
    message: `Kubernetes ${kubernetes} is not among the versions that Plinth knows; objects are checked as for ${minor}`,
    path: ['clusters', name, 'kubernetes'],
    at: 'value',
    clusters: [name],
  };
}
