import type { Path } from './diagnostic.ts';
import type { ComponentName } from './generated/options.ts';
import type { KubernetesObject } from './kubernetes/object.ts';
import type { Model } from './model.ts';
import type { Objects, StageObjects } from './objects.ts';

/** An object with the stage that brings it. */
export interface PlacedObject {
  readonly object: KubernetesObject;
  readonly component: StageObjects['component'];
  readonly stage: string;
}

/** Every object that the compiler means a cluster to get, with where it comes from. */
export function placedObjects(objects: Objects, cluster: string): readonly PlacedObject[] {
  return objects.stages.flatMap(({ component, name, clusters }) =>
    (clusters.get(cluster)?.objects ?? []).map((object) => ({ object, component, stage: name })),
  );
}

/**
 * The place in platform.yaml behind a component's objects on a cluster: the option that has `text` as its value or as a key
 * (a host, a namespace, a secret), else the component's block.
 */
export function ownerPath(model: Model, cluster: string, component: StageObjects['component'], text?: string): Path {
  if (component === 'namespaces') return ['components'];
  const options = model.clusters.find(({ facts }) => facts.name === cluster)?.enabled.get(component);
  const inside = text === undefined ? undefined : optionNaming(text, options);
  return model.origin(cluster, component as ComponentName, inside);
}

function optionNaming(text: string, options: unknown): Path | undefined {
  if (typeof options !== 'object' || options === null) return undefined;
  for (const [key, value] of Object.entries(options)) {
    if (value === text || key === text) return [key];
    const inside = optionNaming(text, value);
    if (inside !== undefined) return [key, ...inside];
  }
  return undefined;
}
