import { join } from 'node:path';
import { readTree } from '../../generator/codegen/upstream/read-tree.ts';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';
import { sampleFiles, samplesOf } from '../samples.ts';
import { repository } from './cli.ts';
import { coreObjects } from './core-objects.ts';
import { foldersIn } from './files.ts';
import { shippedObjects } from './shipped-objects.ts';

/** What the fixtures of components, apps and sites expect in the tree. */
function fixtureObjects(): readonly KubernetesObject[] {
  const components = join(repository, 'generator/components');
  const rooms = [
    ...['apps', 'sites'].map((room) => join(repository, 'generator', room)),
    ...foldersIn(components).map((name) => join(components, name)),
  ];
  const cases = rooms.flatMap((room) => {
    const fixtures = join(room, 'fixtures');
    return foldersIn(fixtures).map((name) => join(fixtures, name, 'expected'));
  });
  return cases.flatMap((root) => readTree(root).objects.map(({ object }) => object as unknown as KubernetesObject));
}

const samples = sampleFiles().flatMap((file) => samplesOf(file).valid as unknown as readonly KubernetesObject[]);

/** Right objects of every kind that Plinth emits, by `<apiVersion>/<Kind>`: of the shipped platform, the fixtures, the contracts' samples and core kinds, the five of each that say most. */
export const emittedObjects: ReadonlyMap<string, readonly KubernetesObject[]> = byKind([
  ...shippedObjects,
  ...fixtureObjects(),
  ...samples,
  ...coreObjects,
]);

function byKind(objects: readonly KubernetesObject[]): ReadonlyMap<string, readonly KubernetesObject[]> {
  const different = new Map(objects.filter(isInCluster).map((object) => [JSON.stringify(object), object] as const));
  const kinds = new Map<string, KubernetesObject[]>();
  for (const [, object] of [...different].sort(([one], [other]) => other.length - one.length)) {
    const name = `${object.apiVersion}/${object.kind}`;
    const before = kinds.get(name) ?? [];
    if (before.length < 5) kinds.set(name, [...before, object]);
  }
  return kinds;
}

function isInCluster({ kind }: KubernetesObject): boolean {
  return kind !== 'Kustomization';
}
