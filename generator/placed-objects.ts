import type { Path } from './diagnostic.ts';
import type { ComponentName } from './generated/options.ts';
import type { KubernetesObject } from './kubernetes/object.ts';
import type { Model } from './model.ts';
import type { Objects, StageContent, StageObjects } from './objects.ts';

/** An object with the stage that brings it. */
export interface PlacedObject {
  readonly object: KubernetesObject;
  readonly component: StageObjects['component'];
  readonly stage: string;
  /** Whether a chart that was rendered makes it. */
  readonly isRendered: boolean;
}

/** Every object that the compiler means a cluster to get, with where it comes from. */
export function placedObjects(objects: Objects, cluster: string): readonly PlacedObject[] {
  const byCluster = placed.get(objects) ?? new Map<string, readonly PlacedObject[]>();
  placed.set(objects, byCluster);
  const found = byCluster.get(cluster) ?? place(objects, cluster);
  byCluster.set(cluster, found);
  return found;
}

/** Every check asks for the same. */
const placed = new WeakMap<Objects, Map<string, readonly PlacedObject[]>>();

function place(objects: Objects, cluster: string): readonly PlacedObject[] {
  return objects.stages.flatMap(({ component, name, clusters }) =>
    placedIn(clusters.get(cluster)).map((each) => ({ ...each, component, stage: name })),
  );
}

function placedIn(content: StageContent | undefined): readonly Pick<PlacedObject, 'object' | 'isRendered'>[] {
  const made = content?.rendered?.made;
  return (content?.objects ?? []).map((object) => ({ object, isRendered: made?.(object) === true }));
}

/**
 * The place in platform.yaml behind an object of a component or an app on a cluster: the option that has `text` as its value or as a key
 * (a host, a namespace, a secret), else the whole block.
 */
export function ownerPath(
  model: Model,
  cluster: string,
  { component, stage }: Pick<PlacedObject, 'component' | 'stage'>,
  text?: string,
): Path {
  const here = model.clusters.find(({ facts }) => facts.name === cluster);
  if (component === 'apps') return model.appOrigin(cluster, stage, inside(text, here?.apps.get(stage)));
  if (!isOfComponent(component)) return ['components'];
  return model.origin(cluster, component, inside(text, here?.enabled.get(component)));
}

/** The component behind an object, as a diagnostic says it; nothing where it is an app, or what Plinth adds itself. */
export function componentIn({ component }: Pick<PlacedObject, 'component'>): { readonly component?: ComponentName } {
  return isOfComponent(component) ? { component } : {};
}

/** Whether a stage is one of a component, and no app and none that Plinth adds itself. */
export function isOfComponent(component: StageObjects['component']): component is ComponentName {
  return component !== 'apps' && component !== 'namespaces';
}

function inside(text: string | undefined, options: unknown): Path | undefined {
  return text === undefined ? undefined : optionNaming(text, options);
}

function optionNaming(text: string, options: unknown): Path | undefined {
  if (typeof options !== 'object' || options === null) return undefined;
  for (const [name, value] of Object.entries(options)) {
    const key = Array.isArray(options) ? Number(name) : name;
    if (value === text || key === text) return [key];
    const inside = optionNaming(text, value);
    if (inside !== undefined) return [key, ...inside];
  }
  return undefined;
}
