import { posix } from 'node:path';
import type { Disk } from '../../diff/folder/disk.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { kustomizationsOf, type Root } from './builds.ts';
import type { FolderReading } from './read-folder.ts';
import { fromTop } from './source-disk.ts';
import { listAt, textAt } from './texts.ts';

/** Says in which file of a build an object is written: the one resource with its kind and name; the build itself where there is none. */
export function objectPlaces(
  root: Root,
  disk: Disk,
  { documents }: FolderReading,
): (object: KubernetesObject) => string {
  if (!root.isBuild) return () => root.path;
  const named = new Set(
    kustomizationsOf(root, disk).flatMap(({ folder, value }) =>
      listAt(value, 'resources').map((each) => fromTop(posix.resolve(folder, String(each)))),
    ),
  );
  const files = new Map<string, Set<string>>();
  for (const { file, value } of documents) {
    if (!named.has(file)) continue;
    const key = `${textAt(value, 'kind')}/${textAt(value, 'metadata', 'name')}`;
    files.set(key, new Set([...(files.get(key) ?? []), file]));
  }
  return ({ kind, metadata }) => {
    const [file, ...others] = files.get(`${kind}/${metadata.name}`) ?? [];
    return file !== undefined && others.length === 0 ? file : root.path;
  };
}
