import { describe } from '../kubernetes/object.ts';
import { isMap, type PlainMap, valueAt } from '../map.ts';
import { valuesIn } from '../objects.ts';
import { type OnCluster, stageOf } from './on-cluster.ts';
import { type Line, tidied } from './row.ts';

/** Each StorageClass and pool of disks, and wherever an object or the values of a chart ask for a volume: of which class, how large. */
export function storageLines(on: OnCluster): readonly Line[] {
  const { objects, placed, cluster, touched } = on;
  const made = placed.flatMap((each) => {
    const place = { stage: stageOf(each), mark: touched.markOf(stageOf(each), describe(each.object)) };
    const classes = classLine(each.object as unknown as PlainMap, describe(each.object));
    const claims = claimsIn(each.object, describe(each.object));
    return [...classes, ...claims].map((cells): Line => ({ ...place, cells }));
  });
  const asked = objects.stages.flatMap((stage) => {
    const place = stageOf({ component: stage.component, stage: stage.name });
    const upstream = stage.clusters.get(cluster.facts.name)?.upstream;
    const claims = valuesIn(upstream).flatMap((values) => claimsIn(values, `values of ${upstream?.chart?.name}`));
    return claims.map((cells): Line => ({ stage: place, mark: '', cells }));
  });
  return tidied([...made, ...asked]);
}

function classLine(object: PlainMap, name: string): readonly (readonly string[])[] {
  if (object['kind'] === 'StorageClass') return [[name, `made by ${object['provisioner']}`, '', name]];
  const disks = valueAt(object, 'spec', 'disks');
  if (object['kind'] !== 'DiskPool' || !Array.isArray(disks)) return [];
  return [[name, `node ${valueAt(object, 'spec', 'node')}`, '', disks.map(String).join('\n')]];
}

const classFields = ['storageClassName', 'storageClass'];
const sizeFields = ['size', 'storage', 'storageSize', 'volumeSize'];

/** Charts and operators ask for volumes each in their own way, and all name the class beside the size. */
function claimsIn(value: unknown, name: string, path: readonly string[] = []): readonly (readonly string[])[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => claimsIn(each, name, [...path, `${index}`]));
  if (!isMap(value)) return [];
  const inside = Object.entries(value).flatMap(([key, each]) => claimsIn(each, name, [...path, key]));
  const storageClass = classFields.map((field) => value[field]).find((each) => typeof each === 'string' && each !== '');
  return storageClass === undefined ? inside : [...inside, [name, String(storageClass), sizeIn(value), path.join('.')]];
}

function sizeIn(claim: PlainMap): string {
  const said = sizeFields.map((field) => claim[field]).find((each) => typeof each === 'string');
  return String(valueAt(claim, 'resources', 'requests', 'storage') ?? said ?? '');
}
