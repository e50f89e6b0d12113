import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../generator/index.ts';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';
import { placedObjects } from '../../generator/placed-objects.ts';
import { repository } from './cli.ts';

/** Every object that the repository's own platform.yaml makes for its clusters, Argo CD's own among them, each different one once. */
export const shippedObjects: readonly KubernetesObject[] = objectsOf(readFileSync(join(repository, 'platform.yaml')));

function objectsOf(platform: Uint8Array): readonly KubernetesObject[] {
  const { model, objects } = compile(platform);
  if (model === undefined || objects === undefined) throw new Error('platform.yaml has errors; see plinth validate');
  const all = model.clusters.flatMap(({ facts: { name } }) => {
    const told = objects.clusters.get(name);
    const placed = placedObjects(objects, name).map(({ object }) => object);
    return [...placed, ...(told?.roots ?? []), ...(told?.projects ?? []), ...(told?.applications ?? [])];
  });
  return [...new Map(all.map((object) => [JSON.stringify(object), object])).values()];
}
