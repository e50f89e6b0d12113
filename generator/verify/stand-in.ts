import { chartPatch } from '../kubernetes/chart-patch.ts';
import { kept } from '../kubernetes/kept.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { StageContent, StageObjects, Upstream } from '../objects.ts';

/**
 * What a stage's chart or manifests would bring, as far as the stage says: what it provides, its CRDs by name, what it
 * leaves without a namespace or gives one too many, and what is patched or left out. It stands in for a chart whose bytes are not at hand.
 */
export function standInObjects(
  { stage, namespace }: StageObjects,
  { provides, upstream }: StageContent,
): readonly KubernetesObject[] {
  const brought = (stage?.providesKinds ?? []).filter(({ atRunTime }) => atRunTime !== true);
  const kinds = brought.flatMap(({ group, kinds: names }) =>
    names.map((kind) =>
      object({
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        name: `${kind.toLowerCase()}s.${group}`,
      }),
    ),
  );
  const { namespaceless = [], strayNamespaces = [], patches = [] } = upstream?.chart ?? {};
  const bare = namespaceless.map(object);
  const stray = strayNamespaces.map((each) => object({ ...each, namespace }));
  const made = [...others((provides ?? []).map(object), [...bare, ...kinds]), ...kinds, ...bare, ...stray];
  return [...made, ...(upstream?.leftOut ?? []).map(object), ...others(patches.map(object), made)];
}

interface Named {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

function object({ apiVersion, kind, name, namespace }: Named): KubernetesObject {
  return { apiVersion, kind, metadata: namespace === undefined ? { name } : { name, namespace } };
}

/** Those of a list whose kind and name the others do not have. */
function others(list: readonly KubernetesObject[], known: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const names = new Set(known.map(nameOf));
  return list.filter((each) => !names.has(nameOf(each)));
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}

/** The stand-in's objects as the patches in `chart/` must leave them. */
export function patchedStandIn(stage: StageObjects, content: StageContent | undefined): readonly KubernetesObject[] {
  const upstream = content?.upstream;
  if (content === undefined || upstream === undefined) return [];
  const { namespaceless = [], strayNamespaces = [], patches = [] } = upstream.chart ?? {};
  const left = new Map<string, KubernetesObject>(
    [
      ...namespaceless.map((each) => [each, object({ ...each, namespace: stage.namespace })] as const),
      ...strayNamespaces.map((each) => [each, object(each)] as const),
      ...patches.map((each) => [each, chartPatch(each)] as const),
    ].map(([{ kind, name }, meant]) => [`${kind} ${name}`, meant]),
  );
  const gone = new Set(upstream.leftOut.map((each) => nameOf(object(each))));
  const applied = standInObjects(stage, content).filter((each) => !gone.has(nameOf(each)));
  return applied.map((each) => {
    const { apiVersion, kind, metadata } = each;
    const patched = left.get(nameOf(each));
    if (patched !== undefined) return patched;
    if (!isKept(each, upstream)) return each;
    return { apiVersion, kind, metadata: { ...metadata, annotations: kept } };
  });
}

function isKept({ kind }: KubernetesObject, { chart, keepsKinds }: Upstream): boolean {
  if (kind === 'CustomResourceDefinition') return keepsKinds;
  return kind === 'PersistentVolumeClaim' && chart?.keepsVolumes === true;
}
