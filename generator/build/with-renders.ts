import type { ComponentName } from '../generated/options.ts';
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
  const { component, clusters, base } = stage;
  const { model, stages } = all;
  if (!isOfComponent(component)) return stage;
  const here = model.clusters.filter(
    (cluster) =>
      clusters.get(cluster.facts.name)?.upstream !== undefined && deliveryOn(cluster, component, model) === 'rendered',
  );
  if (here.length === 0) return stage;
  const contents = new Map(clusters);
  for (const cluster of here) {
    const { name } = cluster.facts;
    const content = clusters.get(name) as StageContent;
    contents.set(name, made(content, capabilitiesOn(stage, cluster, stages), { component, cluster: name }, all));
  }
  return { ...stage, clusters: contents, ...(base === undefined ? {} : { base: shared(stage, base, component, all) }) };
}

/** What clusters share, where the platform as a whole is rendered. */
function shared(stage: StageObjects, base: StageContent, component: ComponentName, all: Rendered): StageContent {
  const { model, registry, stages } = all;
  const options = model.base.get(component) as Delivered | undefined;
  if ((options?.delivery ?? model.facts.delivery) !== 'rendered') return base;
  return made(base, sharedCapabilities(stage, model, stages, registry), { component }, all);
}

function deliveryOn({ facts, enabled }: ClusterModel, component: ComponentName, model: Model): Delivered['delivery'] {
  const own = enabled.get(component) as Delivered | undefined;
  return own?.delivery ?? facts.delivery ?? model.facts.delivery;
}

function made(
  content: StageContent,
  capabilities: RenderRequest['capabilities'],
  place: Pick<Unrendered, 'component' | 'cluster'>,
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
