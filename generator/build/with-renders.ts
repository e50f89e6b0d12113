import { objectId } from '../kubernetes/object.ts';
import type { ClusterModel, Model } from '../model.ts';
import type { Objects, StageContent, StageObjects, Unrendered } from '../objects.ts';
import { isOfComponent } from '../placed-objects.ts';
import type { Registry } from '../registry.ts';
import type { RenderLookup, RenderRequest } from '../rendering.ts';
import { capabilitiesOn, sharedCapabilities } from './capabilities.ts';

interface Delivered {
  readonly delivery?: 'reference' | 'rendered';
}

/** The same stages, with the objects of charts and manifests in place of these wherever delivery is `rendered`; and what could not be rendered. */
export function withRenders(
  stages: readonly StageObjects[],
  model: Model,
  registry: Registry,
  lookup: RenderLookup,
): Pick<Objects, 'stages' | 'unrendered'> {
  const unrendered: Unrendered[] = [];
  const rendered = stages.map((stage) => withRender(stage, { model, registry, lookup, stages, unrendered }));
  return { stages: rendered, unrendered };
}

interface Rendered {
  readonly model: Model;
  readonly registry: Registry;
  readonly lookup: RenderLookup;
  readonly stages: readonly StageObjects[];
  readonly unrendered: Unrendered[];
}

function withRender(stage: StageObjects, all: Rendered): StageObjects {
  const { component, name: own, clusters, base } = stage;
  const { model, stages } = all;
  const here = model.clusters.filter(
    (cluster) =>
      clusters.get(cluster.facts.name)?.upstream !== undefined && deliveryOn(cluster, stage, model) === 'rendered',
  );
  if (here.length === 0) return stage;
  const contents = new Map(clusters);
  for (const cluster of here) {
    const { name } = cluster.facts;
    const content = clusters.get(name) as StageContent;
    const place = { component, name: own, cluster: name };
    contents.set(name, made(content, capabilitiesOn(stage, cluster, stages), place, all));
  }
  return { ...stage, clusters: contents, ...(base === undefined ? {} : { base: shared(stage, base, all) }) };
}

/** What clusters share, where the platform as a whole is rendered. */
function shared(stage: StageObjects, base: StageContent, all: Rendered): StageContent {
  const { model, registry, stages } = all;
  const own = ownDelivery(stage, model.base, model.baseApps);
  if ((own ?? model.facts.delivery) !== 'rendered') return base;
  const { component, name } = stage;
  return made(base, sharedCapabilities(stage, model, stages, registry), { component, name }, all);
}

function deliveryOn({ facts, enabled, apps }: ClusterModel, stage: StageObjects, model: Model): Delivered['delivery'] {
  return ownDelivery(stage, enabled, apps) ?? facts.delivery ?? model.facts.delivery;
}

/** What a component or an app says itself. */
function ownDelivery(
  { component, name }: StageObjects,
  components: Model['base'],
  apps: Model['baseApps'],
): Delivered['delivery'] {
  const options = isOfComponent(component) ? components.get(component) : apps.get(name)?.source;
  return (options as Delivered | undefined)?.delivery;
}

function made(
  content: StageContent,
  capabilities: RenderRequest['capabilities'],
  place: Pick<Unrendered, 'component' | 'name' | 'cluster'>,
  { lookup, unrendered }: Rendered,
): StageContent {
  const { upstream, objects, provides, ...rest } = content;
  if (upstream === undefined) return content;
  const found = lookup({ upstream, capabilities });
  if (found !== undefined && 'objects' in found) {
    const ids = new Set(found.objects.map(objectId));
    const others = provides?.filter((each) => !ids.has(objectId({ ...each, metadata: each })));
    return {
      ...rest,
      objects: [...objects, ...found.objects],
      rendered: { upstream, made: (object) => ids.has(objectId(object)) },
      ...(others === undefined ? {} : { provides: others }),
    };
  }
  unrendered.push({ ...place, upstream, ...(found === undefined ? {} : { problems: found.problems }) });
  return content;
}
