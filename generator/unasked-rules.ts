import { ruledKinds } from './generated/schemas.js';
import type { Compilation } from './index.ts';
import { placedObjects } from './placed-objects.ts';

/** How many objects, over all clusters, are of kinds whose rules in CEL nothing has asked yet: `plinth verify` does, since it takes the engine. */
export function unaskedRules({ model, objects }: Pick<Compilation, 'model' | 'objects'>): number {
  if (model === undefined || objects === undefined) return 0;
  const ruled = new Set(ruledKinds);
  const on = (cluster: string) =>
    placedObjects(objects, cluster).filter(({ object }) => ruled.has(`${object.apiVersion}/${object.kind}`)).length;
  return model.clusters.reduce((total, { facts }) => total + on(facts.name), 0);
}
