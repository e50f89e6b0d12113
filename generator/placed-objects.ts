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

/** The block of platform.yaml behind a component's objects on a cluster. */
export function ownerPath(model: Model, cluster: string, component: StageObjects['component']): Path {
  return component === 'namespaces' ? ['components'] : model.origin(cluster, component as ComponentName);
}
