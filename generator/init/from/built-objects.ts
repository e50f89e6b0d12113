import { type FolderHost, folderObjects } from '../../diff/folder/folder-objects.ts';
import { readManifests } from '../../diff/folder/read-manifests.ts';
import { equal } from '../../equal.ts';
import { type KubernetesObject, objectId } from '../../kubernetes/object.ts';
import { fullVersion } from '../../verify/full-version.ts';
import type { Root } from './builds.ts';
import { objectPlaces } from './object-places.ts';
import { withoutSecretValues } from './read-file.ts';
import { isNamespaced } from './scope.ts';
import { TOP } from './source-disk.ts';
import type { NotExpressed } from './source-folder.ts';
import type { SourceObject } from './source-object.ts';
import type { Survey } from './survey.ts';

/** What each cluster gets, built by the Kustomize of Argo CD; of Secrets the names alone. What cannot be built is left out, and named. */
export async function builtObjects(
  { roots, disk, reading }: Survey,
  kubernetes: string,
  engine: FolderHost['engine'],
): Promise<{ readonly objects: ReadonlyMap<string, readonly SourceObject[]>; readonly lost: readonly NotExpressed[] }> {
  const objects = new Map<string, readonly SourceObject[]>();
  const lost: NotExpressed[] = [];
  const built = new Map<string, readonly KubernetesObject[]>();
  for (const [cluster, all] of roots) {
    const found = new Map<string, SourceObject>();
    for (const root of all) {
      const own = built.get(root.path) ?? (await builtRoot(root));
      built.set(root.path, own);
      const placeOf = objectPlaces(root, disk, reading);
      for (const each of own) {
        const object = placed(each, root);
        const before = found.get(objectId(object));
        if (before === undefined)
          found.set(objectId(object), {
            object: object as SourceObject['object'],
            file: placeOf(each),
            root: root.path,
          });
        else if (before.root !== root.path && !equal(before.object, object))
          lost.push({
            file: root.path,
            what: `${object.kind} ${object.metadata.name}`,
            why: `it is in ${before.file} too, for the same cluster`,
          });
      }
    }
    objects.set(cluster, [...found.values()]);
  }
  return { objects, lost };

  async function builtRoot({ path, isBuild }: Root): Promise<readonly KubernetesObject[]> {
    const place = path === '' ? TOP : `${TOP}/${path}`;
    if (!isBuild) {
      const read = readManifests(place, new TextDecoder().decode(disk.read(place)));
      return 'refused' in read ? [] : read.objects.map((each) => withoutSecretValues(each) as KubernetesObject);
    }
    const made = await folderObjects([place], {
      disk,
      locked: () => undefined,
      kubeVersion: fullVersion(kubernetes),
      engine,
    });
    // what Kustomize says may repeat what stands in a file
    if ('refused' in made)
      lost.push({ file: path, what: 'the kustomization', why: 'Kustomize refuses it: `kustomize build` says why' });
    return 'refused' in made ? [] : made.objects.map(({ object }) => withoutSecretValues(object) as KubernetesObject);
  }
}

/** An object that says no namespace gets the one of its Application, as Argo CD does it. */
function placed(object: KubernetesObject, { namespace }: Root): KubernetesObject {
  if (namespace === undefined || object.metadata.namespace !== undefined || !isNamespaced(object)) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}
