import type { Disk } from '../../diff/folder/disk.ts';
import { kustomizationNames } from '../../diff/folder/kustomization.ts';
import { type Applications, applicationsIn } from './applications.ts';
import { kustomizationsOf, type Root, rootsOf } from './builds.ts';
import { type ChartUse, chartUses } from './chart-uses.ts';
import { clustersIn, type FoundClusters } from './clusters.ts';
import { ownRepository } from './own-repository.ts';
import { type FolderReading, readFolder } from './read-folder.ts';
import { fromTop, sourceDisk } from './source-disk.ts';
import { folderOf, isBelow, type NotExpressed, type SourceFolder } from './source-folder.ts';
import { listAt, textAt } from './texts.ts';

/** A folder as it is understood before anything is built. */
export interface Survey {
  readonly folder: SourceFolder;
  /** Whether an address is that of the folder's own repository. */
  isOwn(repository: string): boolean;
  readonly reading: FolderReading;
  readonly applications: Applications;
  readonly clusters: FoundClusters;
  readonly disk: Disk;
  /** What is built for each cluster. */
  readonly roots: ReadonlyMap<string, readonly Root[]>;
  readonly uses: readonly ChartUse[];
  /** URLs that kustomizations take manifests from, by cluster. */
  readonly manifests: ReadonlyMap<string, readonly { readonly file: string; readonly url: string }[]>;
  readonly lost: readonly NotExpressed[];
}

/** Reads a folder and finds its Applications, clusters and charts. `hub` is the cluster that people say runs Argo CD, `remote` where git says that the folder is from. */
export function survey(folder: SourceFolder, told: { readonly hub?: string; readonly remote?: string }): Survey {
  const reading = readFolder(folder);
  const disk = sourceDisk(folder, new Set(reading.unread.map(({ file }) => file)));
  const applications = applicationsIn(reading, folder.paths);
  const isOwn = ownRepository(applications, folder.paths, told.remote);
  const names = new Set(kustomizationNames);
  const builds = folder.paths.filter((path) => names.has(path.slice(path.lastIndexOf('/') + 1))).map(folderOf);
  const clusters = clustersIn(applications, builds, folder.paths, isOwn, told.hub);
  const lost: NotExpressed[] = [...reading.unread, ...applications.lost, ...clusters.lost];
  const roots = new Map<string, readonly Root[]>();
  for (const cluster of clusters.names) {
    const found = rootsOf(cluster, clusters, disk);
    roots.set(cluster, found.roots);
    lost.push(...found.leftOut);
  }
  const uses = chartUses(applications, clusters, roots, reading, disk, lost);
  lost.push(...uselessFiles(roots, reading), ...unreached(roots, reading, disk));
  const manifests = new Map([...roots].map(([cluster, all]) => [cluster, manifestsOf(all, disk, lost)]));
  return { folder, isOwn, reading, applications, clusters, disk, roots, uses, manifests, lost };
}

function manifestsOf(roots: readonly Root[], disk: Disk, lost: NotExpressed[]) {
  const all = new Map(roots.flatMap((root) => kustomizationsOf(root, disk)).map((each) => [each.file, each]));
  return [...all.values()].flatMap(({ file, value }) =>
    ['resources', 'bases']
      .flatMap((key) => listAt(value, key))
      .filter((each) => typeof each === 'string')
      .flatMap((text) => {
        const place = fromTop(file);
        if (/^https:\/\/\S+\.ya?ml$/.test(text)) return [{ file: place, url: text }];
        if (/^[a-z+]+:\/\/|^git@|[?&]ref=/.test(text))
          lost.push({ file: place, what: 'a base in another repository', why: 'nothing is fetched' });
        return [];
      }),
  );
}

/** Files of values and the like that nothing names. */
function uselessFiles(
  roots: ReadonlyMap<string, readonly Root[]>,
  { documents, asked, values }: FolderReading,
): readonly NotExpressed[] {
  const holding = new Set(
    documents
      .filter(({ value }) => textAt(value, 'apiVersion') !== undefined && textAt(value, 'kind') !== undefined)
      .map(({ file }) => file),
  );
  const files = new Set(
    [...roots.values()]
      .flat()
      .filter(({ isBuild }) => !isBuild)
      .map(({ path }) => path),
  );
  return [...files]
    .filter((file) => values.has(file) && !holding.has(file) && !asked.has(file))
    .map((file) => ({ file, what: 'the file', why: 'it holds no object, and nothing names it' }));
}

/** Files with objects that no cluster gets. What tells Argo CD of others is read wherever it stands. */
function unreached(
  roots: ReadonlyMap<string, readonly Root[]>,
  { documents }: FolderReading,
  disk: Disk,
): readonly NotExpressed[] {
  const all = [...roots.values()].flat();
  const folders = all.flatMap((root) => kustomizationsOf(root, disk).map(({ folder }) => fromTop(folder)));
  const files = new Set(all.filter(({ isBuild }) => !isBuild).map(({ path }) => path));
  const objects = documents.filter(({ value }) => {
    const kind = textAt(value, 'kind');
    return (
      kind !== undefined &&
      !/^(?:Application(?:Set)?|Kustomization|Component)$/.test(kind) &&
      textAt(value, 'metadata', 'name') !== undefined
    );
  });
  return objects
    .filter(({ file }) => !files.has(file) && !folders.some((folder) => isBelow(file, folder)))
    .map(({ file, value }) => ({
      file,
      what: `${textAt(value, 'kind')} ${textAt(value, 'metadata', 'name')}`,
      why: 'nothing here brings it to a cluster',
    }));
}
