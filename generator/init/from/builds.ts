import { type BuildFiles, buildFiles } from '../../diff/folder/build-files.ts';
import type { Disk } from '../../diff/folder/disk.ts';
import { findBuilds } from '../../diff/folder/find-builds.ts';
import type { FoundClusters, Target } from './clusters.ts';
import { fromTop, TOP } from './source-disk.ts';
import { isBelow, type NotExpressed } from './source-folder.ts';

/** A kustomization that a cluster gets, or a file of manifests, and the namespace of what in it names none. */
export interface Root {
  readonly path: string;
  readonly isBuild: boolean;
  readonly namespace?: string;
}

/** What is to be built for one cluster. */
export interface ClusterRoots {
  readonly roots: readonly Root[];
  readonly leftOut: readonly NotExpressed[];
}

const atHand = { hasChart: () => false, hasManifest: () => false };

/** What a cluster gets: the folders of its Applications; all of the folder where there is one cluster only. */
export function rootsOf(cluster: string, { names, targets }: FoundClusters, disk: Disk): ClusterRoots {
  const own = targets.filter((each) => each.cluster === cluster);
  const folders = names.length === 1 ? [''] : [...new Set(own.map(({ folder }) => folder))];
  const roots = new Map<string, Root>();
  const leftOut: NotExpressed[] = [];
  for (const folder of folders) {
    const found = findBuilds(folder === '' ? TOP : `${TOP}/${folder}`, disk);
    if ('refused' in found) {
      leftOut.push({ file: fromTop(found.refused.file), what: 'the file', why: 'it holds no kustomization' });
      continue;
    }
    for (const path of found.builds.map(fromTop)) roots.set(path, rootOf(path, true, own));
    for (const path of found.manifests.map(fromTop)) roots.set(path, rootOf(path, false, own));
    // charts are told by themselves
    leftOut.push(...found.leftOut.filter((each) => !each.includes(': a chart; ')).map(asNotExpressed));
  }
  return { roots: withoutReached([...roots.values()], disk), leftOut };
}

/** A kustomization that another one of the same cluster takes in is built with that one. */
function withoutReached(roots: readonly Root[], disk: Disk): readonly Root[] {
  const reached = new Set(
    roots.flatMap((root) =>
      kustomizationsOf(root, disk)
        .map(({ folder }) => fromTop(folder))
        .filter((folder) => folder !== root.path),
    ),
  );
  return roots.filter(({ path, isBuild }) => !isBuild || !reached.has(path));
}

function rootOf(path: string, isBuild: boolean, targets: readonly Target[]): Root {
  const around = targets
    .filter(({ folder }) => isBelow(path, folder))
    .sort((a, b) => b.folder.length - a.folder.length);
  const namespace = around[0]?.namespace;
  return { path, isBuild, ...(namespace === undefined ? {} : { namespace }) };
}

function asNotExpressed(sentence: string): NotExpressed {
  const colon = sentence.indexOf(': ');
  return { file: fromTop(sentence.slice(0, colon)), what: 'the file', why: sentence.slice(colon + 2) };
}

/** The kustomizations that a build is made of; none where one of them cannot be read. */
export function kustomizationsOf(root: Root, disk: Disk): BuildFiles['kustomizations'] {
  const files = root.isBuild ? buildFiles(root.path === '' ? TOP : `${TOP}/${root.path}`, disk, atHand) : undefined;
  return files === undefined || 'refused' in files ? [] : files.kustomizations;
}
