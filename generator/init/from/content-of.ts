import type { ComponentName, StageId } from '../../generated/options.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { isMap, own, type PlainMap } from '../../map.ts';
import type { ClusterFacts, PlatformFacts } from '../../model.ts';
import type { Registry } from '../../registry.ts';
import { chartOf, clusterContext, overriddenContext, stagesOf } from '../../stage-access.ts';
import { merged, textAt } from './texts.ts';

/** Scalars, and lists of scalars as JSON, by where they stand: `values vault/install server.ha.replicas`. */
export type Content = ReadonlyMap<string, unknown>;

/** Where a component is asked what it would make. */
export interface Surroundings {
  readonly platform: PlatformFacts;
  readonly cluster: ClusterFacts;
  readonly registry: Registry;
  /** The components beside it. */
  readonly beside: ReadonlySet<ComponentName>;
}

/** What a component would say to its charts, and make itself, under these options; a stage that cannot say so yet says nothing. */
export function contentOf(component: ComponentName, options: PlainMap, around: Surroundings): Content {
  const { registry, platform, cluster, beside } = around;
  const enabled = new Map<ComponentName, unknown>();
  for (const each of Object.keys(registry.components) as ComponentName[])
    if (beside.has(each) || isNeeded(each, component, registry)) enabled.set(each, withDefaults(each, {}, registry));
  const own = withDefaults(component, options, registry);
  enabled.set(component, own);
  const content = new Map<string, unknown>();
  for (const { id, stage } of stagesOf(registry, component)) {
    const context = clusterContext(stage, own, platform, cluster, enabled);
    const wide = overriddenContext(context);
    const asked = <T>(ask: () => T): T | undefined => {
      try {
        return ask();
      } catch {
        // an option that is still missing
        return undefined;
      }
    };
    const chart = asked(() => chartOf(stage, own));
    if (chart !== undefined) content.set(chartKey(id), chart.name);
    const values = merged(asked(() => stage.values?.(wide)) ?? {}, asked(() => stage.clusterValues?.(context)) ?? {});
    flatten(values, valuesKey(id), content);
    for (const url of asked(() => stage.manifests?.(wide)) ?? []) content.set(`manifest ${url}`, url);
    const objects = [
      ...(asked(() => stage.resources?.(wide)) ?? []),
      ...(asked(() => stage.clusterResources?.(context)) ?? []),
    ];
    for (const object of objects) flattenObject(object, content);
  }
  return content;
}

/** Where the name of a stage's chart stands. */
export function chartKey(stage: StageId): string {
  return `chart ${stage}`;
}

/** Where the values of a stage's chart stand. */
export function valuesKey(stage: StageId): string {
  return `values ${stage} `;
}

/** Puts an object's scalars into a content, by its kind and name. */
export function flattenObject(object: KubernetesObject, into: Map<string, unknown>): void {
  const { apiVersion: _, kind: __, ...rest } = object as KubernetesObject & PlainMap;
  flatten(
    { ...rest, metadata: { annotations: object.metadata.annotations } },
    `object ${object.kind}/${object.metadata.name} `,
    into,
  );
}

/** Puts every scalar of a value into a content. */
export function flatten(value: unknown, place: string, into: Map<string, unknown>): void {
  const dot = place.endsWith(' ') ? '' : '.';
  if (Array.isArray(value)) {
    if (value.every((each) => typeof each !== 'object' || each === null)) into.set(place, JSON.stringify(value));
    else for (const [index, each] of value.entries()) flatten(each, `${place}[${textAt(each, 'name') ?? index}]`, into);
  } else if (isMap(value)) for (const key of Object.keys(value)) flatten(own(value, key), `${place}${dot}${key}`, into);
  else if (value !== undefined) into.set(place, value);
}

function isNeeded(each: ComponentName, component: ComponentName, registry: Registry): boolean {
  return stagesOf(registry, component).some(({ stage }) => stage.needs?.some((id) => id.startsWith(`${each}/`)));
}

function withDefaults(component: ComponentName, options: PlainMap, registry: Registry): PlainMap {
  const whole = structuredClone(options);
  registry.options[component].errors(whole);
  return whole;
}
