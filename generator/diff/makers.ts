import { isOfComponent, ownerPath, type PlacedObject } from '../placed-objects.ts';
import type { CausesOf, ToldPlatform } from './causes.ts';
import type { Unit } from './side.ts';

/** Says which block of platform.yaml makes an object, as `plinth explain` does; nothing for one that only a folder has. */
export function makers({ source, model }: ToldPlatform, units: readonly Unit[]): CausesOf {
  const own = new Set(units.map(({ stage }) => stage));
  return ({ cluster, stage, verb }) => {
    const [component = '', name = ''] = stage.split('/');
    const placed = { component: component as PlacedObject['component'], stage: name };
    if (verb === 'removed' || !own.has(stage)) return [];
    if (component !== 'apps' && (!isOfComponent(placed.component) || name === '')) return [];
    const path = ownerPath(model, cluster, placed);
    return [{ option: path.join('.'), line: source.locate(path).line, side: 'after' }];
  };
}
