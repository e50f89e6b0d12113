import type { Path } from '../diagnostic.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { isMap, type PlainMap } from '../map.ts';
import type { Selector } from './pods.ts';

/** A field of an object that finds pods, or namespaces, by their labels. */
export interface PodSelection {
  readonly path: Path;
  readonly selector: Selector;
  /** Selects the namespaces in which the pods are; its own where absent. */
  readonly namespaces?: Selector;
}

/** Every selection of pods that an object makes, besides a workload's own. */
export function selectionsIn(object: KubernetesObject): readonly PodSelection[] {
  const spec = (object as { readonly spec?: PlainMap }).spec ?? {};
  switch (object.kind) {
    case 'Service': {
      const labels = spec['selector'];
      return isMap(labels)
        ? [{ path: ['spec', 'selector'], selector: { matchLabels: labels as Selector['matchLabels'] & object } }]
        : [];
    }
    case 'PodDisruptionBudget':
      return isMap(spec['selector']) ? [{ path: ['spec', 'selector'], selector: spec['selector'] as Selector }] : [];
    case 'NetworkPolicy':
      return [
        ...(isMap(spec['podSelector'])
          ? [{ path: ['spec', 'podSelector'], selector: spec['podSelector'] as Selector }]
          : []),
        ...peersIn(spec, 'ingress', 'from'),
        ...peersIn(spec, 'egress', 'to'),
      ];
    default:
      return [];
  }
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
}

function peersIn(spec: PlainMap, direction: 'ingress' | 'egress', side: 'from' | 'to'): readonly PodSelection[] {
  const rules = (spec[direction] ?? []) as readonly { readonly [side: string]: readonly Peer[] | undefined }[];
  return rules.flatMap((rule, index) =>
    (rule[side] ?? []).flatMap(({ podSelector, namespaceSelector }, at): readonly PodSelection[] => {
      if (podSelector === undefined && namespaceSelector === undefined) return [];
      const path = ['spec', direction, index, side, at];
      return [
        {
          path,
          selector: podSelector ?? {},
          ...(namespaceSelector === undefined ? {} : { namespaces: namespaceSelector }),
        },
      ];
    }),
  );
}
