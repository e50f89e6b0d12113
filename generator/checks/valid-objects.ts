import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { scopes } from '../generated/kinds.ts';
import { admission, fieldPath, type Verdict } from '../kubernetes/admission.ts';
import type { CustomKind, KindLookup } from '../kubernetes/custom-kind.ts';
import { nearestMinor } from '../kubernetes/kind-schema.ts';
import { describe, type KubernetesObject } from '../kubernetes/object.ts';
import type { Violation } from '../kubernetes/structural.ts';
import type { ClusterModel } from '../model.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';
import { renderedKinds } from '../references/rendered-kinds.ts';

/** What an API server refuses stops the sync of a whole Application, and nothing says so before. */
export const validObjects: Check = {
  summary:
    "Each object is of a kind that its cluster's Kubernetes has, with the fields, types and names that its schema asks for.",
  reach: 'stage',
  *run(platform): Iterable<Diagnostic> {
    for (const cluster of platform.model.clusters) {
      const { minor } = nearestMinor(cluster.facts.kubernetes);
      const defined = renderedKinds(platform.around ?? platform.objects, cluster.facts.name);
      for (const each of everyObject(platform, cluster)) {
        const verdict = verdictOf(each.object, minor, defined);
        yield* problems(each, each.isRendered ? judged(verdict) : verdict, cluster);
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

interface KnownVerdict {
  readonly own: CustomKind | undefined;
  readonly verdict: Verdict;
}

// an object never changes, and clusters of one version mostly get the same
const verdicts = new WeakMap<KubernetesObject, Map<string, KnownVerdict>>();

function verdictOf(object: KubernetesObject, minor: string, defined: KindLookup): Verdict {
  // a CRD that is at hand knows more than our contract
  const own = defined(object.apiVersion, object.kind);
  const known = verdicts.get(object) ?? new Map<string, KnownVerdict>();
  verdicts.set(object, known);
  const before = known.get(minor);
  if (before !== undefined && before.own === own) return before.verdict;
  const verdict = admission(object, minor, defined);
  known.set(minor, { own, verdict });
  return verdict;
}

/** What a chart brings, and only a contract of ours knows, that contract does not describe. */
function judged(verdict: Verdict): Verdict {
  const { by, unknown } = verdict;
  const isJudged = by === undefined ? unknown?.isOtherVersion === true : by !== 'contract';
  return isJudged ? verdict : { violations: [] };
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
    : 'it comes of `patches`, or of an option that is passed on as it is; if of neither, it is a mistake of Plinth';
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
