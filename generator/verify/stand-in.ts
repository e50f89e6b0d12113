import { kept } from '../kubernetes/kept.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { StageContent, StageObjects } from '../objects.ts';

/**
 * What a stage's chart or manifests would bring, as far as the stage says: what it provides, its CRDs by name, and what it
 * leaves without a namespace. It stands in for a chart whose bytes are not at hand.
 */
export function standInObjects(
  { stage }: StageObjects,
  { provides, upstream }: StageContent,
): readonly KubernetesObject[] {
  const provided = (provides ?? []).map(({ apiVersion, kind, name, namespace }) =>
    object(apiVersion, kind, name, namespace),
  );
  const brought = (stage?.providesKinds ?? []).filter(({ atRunTime }) => atRunTime !== true);
  const kinds = brought.flatMap(({ group, kinds: names }) =>
    names.map((kind) =>
      object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', `${kind.toLowerCase()}s.${group}`),
    ),
  );
  const bare = (upstream?.chart?.namespaceless ?? []).map(({ apiVersion, kind, name }) =>
    object(apiVersion, kind, name),
  );
  const known = new Set([...bare, ...kinds].map(({ kind, metadata }) => `${kind} ${metadata.name}`));
  return [...provided.filter(({ kind, metadata }) => !known.has(`${kind} ${metadata.name}`)), ...kinds, ...bare];
}

function object(apiVersion: string, kind: string, name: string, namespace?: string): KubernetesObject {
  return { apiVersion, kind, metadata: namespace === undefined ? { name } : { name, namespace } };
}

/** The stand-in's objects as the patches in `chart/` must leave them. */
export function patchedStandIn(stage: StageObjects, content: StageContent | undefined): readonly KubernetesObject[] {
  const upstream = content?.upstream;
  if (content === undefined || upstream === undefined) return [];
  const bare = new Set((upstream.chart?.namespaceless ?? []).map(({ kind, name }) => `${kind} ${name}`));
  return standInObjects(stage, content).map((each) => {
    const { apiVersion, kind, metadata } = each;
    if (bare.has(`${kind} ${metadata.name}`))
      return { apiVersion, kind, metadata: { ...metadata, namespace: stage.namespace } };
    if (kind !== 'CustomResourceDefinition' || !upstream.keepsKinds) return each;
    return { apiVersion, kind, metadata: { ...metadata, annotations: kept } };
  });
}
