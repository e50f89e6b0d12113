import type { Engine } from 'kubeconform-wasm';
import { equal } from '../../equal.ts';
import { describe, type KubernetesObject, objectId } from '../../kubernetes/object.ts';
import { unpackChart } from '../../lock/unpack-chart.ts';
import { build } from '../../verify/build-overlay.ts';
import type { LockedBytes } from '../../verify/inflation.ts';
import { type BuildFiles, buildFiles } from './build-files.ts';
import { type Disk, textOf } from './disk.ts';
import { findBuilds } from './find-builds.ts';
import { readManifests } from './read-manifests.ts';
import type { Refusal } from './refusal.ts';
import { refusalPlace } from './refusal-place.ts';
import { isStandIn, standInFiles, standInFor } from './stand-ins.ts';

/** An object, and the folder or file that it comes from; absolute. */
export interface FolderObject {
  readonly object: KubernetesObject;
  readonly place: string;
}

/** What folders of manifests bring to a cluster. */
export interface FolderObjects {
  readonly objects: readonly FolderObject[];
  /** What is not compared, a sentence each. */
  readonly leftOut: readonly string[];
}

/** What building takes; an engine is only lent where there is a kustomization. */
export interface FolderHost {
  readonly disk: Disk;
  readonly locked: LockedBytes;
  readonly kubeVersion: string;
  engine<T>(work: (engine: Engine) => Promise<T>): Promise<T>;
}

/** Builds folders as Argo CD would: kustomizations with its own Kustomize, other manifests as they are. Nothing is fetched. */
export async function folderObjects(folders: readonly string[], host: FolderHost): Promise<FolderObjects | Refusal> {
  const objects: FolderObject[] = [];
  const leftOut: string[] = [];
  for (const folder of folders) {
    const found = findBuilds(folder, host.disk);
    if ('refused' in found) return found;
    leftOut.push(...found.leftOut);
    for (const file of found.manifests) {
      const text = textOf(host.disk.read(file));
      if (file.endsWith('.json') && !/"apiVersion"/.test(text)) continue;
      const read = readManifests(file, text);
      if ('refused' in read) return read;
      objects.push(...read.objects.map((object) => ({ object, place: file })));
      if (read.others > 0) leftOut.push(`${file}: it holds no object`);
    }
    for (const path of found.builds) {
      const built = await builtFolder(path, host);
      if ('refused' in built) return built;
      objects.push(...built.objects.map((object) => ({ object, place: path })));
      leftOut.push(...built.leftOut);
    }
  }
  return withoutTwins(objects, leftOut);
}

async function builtFolder(
  folder: string,
  host: FolderHost,
): Promise<{ readonly objects: readonly KubernetesObject[]; readonly leftOut: readonly string[] } | Refusal> {
  const hasBytes = (artefact: Parameters<LockedBytes>[0]) => host.locked(artefact) !== undefined;
  const gathered = buildFiles(folder, host.disk, {
    hasChart: hasBytes,
    hasManifest: (url) => hasBytes({ kind: 'manifest', url }),
  });
  if ('refused' in gathered) return gathered;
  const { leftOut, urls } = gathered;
  const named = leftOut.map((each) => `${folder}: ${each} is not at hand`);
  const files = { ...relative(gathered.files), ...(await chartFiles(gathered, host)) };
  const bytes = urls.map((url) => [url, host.locked({ kind: 'manifest', url })?.bytes ?? new Uint8Array()] as const);
  const remotes = Object.fromEntries(bytes);
  const standIns: StandIn[] = [];
  for (;;) {
    const all = { ...files, ...relative(new Map(standInFiles(gathered.incomplete, standIns))) };
    const built = await host.engine((engine) =>
      build(folder.slice(1), all, remotes, { kubeVersion: host.kubeVersion }, engine),
    );
    if (!('refusal' in built)) return { objects: built.objects.filter((each) => !isStandIn(each)), leftOut: named };
    const message = built.refusal.replaceAll('/files/', '/');
    if (leftOut.length === 0) return { refused: { ...refusalPlace(message, folder, gathered), message } };
    // what is patched there is in what was left out
    const next = furtherStandIn(message, gathered, standIns);
    if (next === undefined)
      return { objects: [], leftOut: [`${folder}: without ${leftOut.join(' and ')}, ${message}`] };
    standIns.push(next);
  }
}

interface StandIn {
  readonly folder: string;
  readonly object: KubernetesObject;
}

/** A stand-in for what Kustomize misses, in the folder that it was building; undefined where that did not help before. */
function furtherStandIn(
  message: string,
  { incomplete }: BuildFiles,
  standIns: readonly StandIn[],
): StandIn | undefined {
  const object = standInFor(message);
  const [inside] = incomplete.filter((each) => message.includes(`'${each}'`)).sort((a, b) => b.length - a.length);
  const folder = inside ?? incomplete[0];
  if (object === undefined || folder === undefined) return undefined;
  return standIns.some((each) => equal(each, { folder, object })) ? undefined : { folder, object };
}

function relative(files: BuildFiles['files']): { readonly [path: string]: Uint8Array | string } {
  return Object.fromEntries([...files].map(([path, content]) => [path.slice(1), content]));
}

async function chartFiles({ charts }: BuildFiles, { locked }: FolderHost) {
  const found: { [path: string]: Uint8Array } = {};
  for (const { home, chart } of charts) {
    const unpacked = await unpackChart(locked(chart)?.bytes ?? new Uint8Array());
    const place = `${home.slice(1)}/${chart.name}-${chart.version}/${chart.name}`;
    for (const [path, bytes] of Object.entries(unpacked)) found[`${place}/${path}`] = bytes;
  }
  return found;
}

/** The same object from two places is one; two of one name are not for one cluster. */
function withoutTwins(all: readonly FolderObject[], leftOut: readonly string[]): FolderObjects | Refusal {
  const known = new Map<string, FolderObject>();
  for (const each of all) {
    const id = objectId(each.object);
    const before = known.get(id);
    if (before !== undefined && !equal(before.object, each.object)) return twice(before, each);
    if (before === undefined) known.set(id, each);
  }
  return { objects: [...known.values()], leftOut };
}

function twice(one: FolderObject, other: FolderObject): Refusal {
  const message = `${describe(one.object)} is here and, otherwise, in ${other.place}: a cluster has one of them; name the folders of one cluster`;
  return { refused: { file: one.place, position: { line: 1, column: 1 }, message } };
}
