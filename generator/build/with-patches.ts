import type { ObjectPatch } from '../generated/options.ts';
import type { Model } from '../model.ts';
import type { StageContent, StageObjects } from '../objects.ts';
import { patched } from '../patched.ts';
import { isOfComponent } from '../placed-objects.ts';

/** The same stages, with what the `patches` of their components merge over the objects; those of apps are merged already. */
export function withPatches(stages: readonly StageObjects[], model: Model): readonly StageObjects[] {
  return stages.map((each) => {
    const { component, base, clusters } = each;
    if (!isOfComponent(component)) return each;
    const here = model.clusters.flatMap(({ facts: { name }, enabled }) => {
      const content = clusters.get(name);
      return content === undefined ? [] : [[name, withPatch(content, enabled.get(component))] as const];
    });
    return {
      ...each,
      ...(base === undefined ? {} : { base: withPatch(base, model.base.get(component)) }),
      clusters: new Map(here),
    };
  });
}

function withPatch(content: StageContent, options: unknown): StageContent {
  const { patches } = options as { readonly patches: readonly ObjectPatch[] };
  return patches.length === 0 ? content : { ...content, objects: patched(content.objects, patches) };
}
