import { Failure } from '../../failure.ts';
import type { Application, FolderSource } from './application.ts';
import type { Applications } from './applications.ts';
import { folderOf, isBelow, type NotExpressed } from './source-folder.ts';

/** The address under which Argo CD knows the cluster that it runs on. */
const HUB_ADDRESS = 'https://kubernetes.default.svc';

/** The name by which it does. */
export const HUB_NAME = 'in-cluster';

/** A folder that one cluster gets, and the namespace of what in it names none. */
export interface Target {
  readonly cluster: string;
  readonly folder: string;
  readonly namespace?: string;
  readonly application?: string;
}

/** The clusters that a folder is for. */
export interface FoundClusters {
  readonly hub: string;
  /** All of them, sorted. */
  readonly names: readonly string[];
  readonly targets: readonly Target[];
  /** The cluster of an Application; undefined where nothing names it. */
  of(application: Application): string | undefined;
  readonly lost: readonly NotExpressed[];
}

/** Finds the clusters: where Applications go; where there are none, by the names of overlays. `builds` are the folders with a kustomization. */
export function clustersIn(
  { all, names }: Applications,
  builds: readonly string[],
  paths: readonly string[],
  isOwn: (repository: string) => boolean,
  asked: string | undefined,
): FoundClusters {
  if (all.length === 0) return byOverlays(builds, asked);
  const hub = asked ?? hubOf(all, names);
  const lost: NotExpressed[] = [];
  const of = ({ destination: { name, server = '' } }: Application) => {
    if (name === HUB_NAME || isHub(server)) return hub;
    const known = name ?? names.get(server);
    return known !== undefined && isLabel(known) ? known : undefined;
  };
  const targets = all.flatMap((application) => {
    const cluster = of(application);
    if (cluster === undefined)
      lost.push({
        file: application.file,
        what: `Application ${application.name}`,
        why: 'nothing here gives its cluster a name',
      });
    const folders = application.sources.filter((each) => each.kind === 'folder');
    const here = folders.filter(
      ({ path, repository }) => isOwn(repository) && paths.some((file) => isBelow(file, path)),
    );
    for (const each of folders.filter((one) => !here.includes(one)))
      lost.push({
        file: application.file,
        what: `Application ${application.name}: ${each.path}`,
        why: isOwn(each.repository) ? 'there is no such folder' : 'it is in another repository',
      });
    return cluster === undefined ? [] : here.map((each) => targetOf(each, cluster, application));
  });
  const found = new Set([hub, ...all.flatMap((each) => of(each) ?? [])]);
  return { hub, names: [...found].sort(), targets, of, lost };
}

function targetOf({ path }: FolderSource, cluster: string, { name, destination: { namespace } }: Application): Target {
  return { cluster, folder: path, application: name, ...(namespace === undefined ? {} : { namespace }) };
}

function isHub(server: string): boolean {
  return server.replace(/\/$/, '') === HUB_ADDRESS;
}

/** The hub is called as a generator, or the one overlay that goes there, calls it; else as Argo CD does. */
function hubOf(all: readonly Application[], names: ReadonlyMap<string, string>): string {
  const named = [...names].filter(([address]) => isHub(address)).map(([, name]) => name);
  const others = new Set([...names].filter(([address]) => !isHub(address)).map(([, name]) => name));
  const overlays = all
    .filter(({ destination: { name, server = '' } }) => name === HUB_NAME || isHub(server))
    .flatMap(({ sources }) => sources.flatMap((each) => (each.kind === 'folder' ? (overlayOf(each.path) ?? []) : [])));
  const elsewhere = new Set(all.flatMap(({ destination: { name } }) => name ?? []));
  const candidates = named.length > 0 ? named : overlays.filter((each) => !others.has(each) && !elsewhere.has(each));
  return mostOf(candidates.filter(isLabel)) ?? HUB_NAME;
}

/** The one that is there twice as often as any other: the root of another cluster is on the hub as well. */
function mostOf(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const each of texts) counts.set(each, (counts.get(each) ?? 0) + 1);
  const [[first, most] = ['', 0], [, next] = ['', 0]] = [...counts].sort((a, b) => b[1] - a[1]);
  return most > 0 && most >= 2 * next ? first : undefined;
}

/** `production` of `apps/shop/overlays/production`. */
function overlayOf(path: string): string | undefined {
  return /(?:^|\/)(?:overlays|clusters|environments|envs)\/([^/]+)(?:\/|$)/.exec(path)?.[1];
}

function byOverlays(builds: readonly string[], asked: string | undefined): FoundClusters {
  const overlays = builds.flatMap((folder) => {
    const cluster = overlayOf(folder);
    return cluster !== undefined && isLabel(cluster) ? [{ cluster, folder }] : [];
  });
  const found = [...new Set(overlays.map(({ cluster }) => cluster))].sort();
  const names = found.length === 0 ? [asked ?? HUB_NAME] : found;
  const tops = overlays.filter(
    ({ folder }) => !overlays.some((each) => each.folder !== folder && isBelow(folder, each.folder)),
  );
  return { hub: chosenHub(names, builds, asked), names, targets: tops, of: () => undefined, lost: [] };
}

function chosenHub(names: readonly string[], builds: readonly string[], asked: string | undefined): string {
  const [only, ...others] = names;
  if (asked !== undefined && names.includes(asked)) return asked;
  if (only !== undefined && others.length === 0) return only;
  // an overlay of Argo CD's own folder is where it runs
  const running = new Set(
    builds
      .filter((each) => /(?:^|\/)argo-?cd(?:\/|$)/.test(folderOf(`${each}/x`)))
      .flatMap((each) => overlayOf(each) ?? []),
  );
  const [one, ...more] = running;
  if (one !== undefined && more.length === 0) return one;
  throw new Failure(
    `which of ${names.join(', ')} runs Argo CD is not written in the folder`,
    `say it: --hub ${only ?? ''}`,
  );
}

/** Whether a text can be the name of a cluster. */
export function isLabel(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}
