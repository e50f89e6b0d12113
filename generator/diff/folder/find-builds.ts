import { posix } from 'node:path';
import type { Disk } from './disk.ts';
import { type Kustomization, kustomizationIn, kustomizationNames, pathsIn } from './kustomization.ts';
import type { Refusal } from './refusal.ts';

/** What there is to compare in a folder; all paths are absolute. */
export interface FoundBuilds {
  /** Folders that Kustomize builds. */
  readonly builds: readonly string[];
  /** Files of manifests that no kustomization is about. */
  readonly manifests: readonly string[];
  /** What lies there and is not compared, a sentence each. */
  readonly leftOut: readonly string[];
}

/**
 * Finds what a folder is: a kustomization of its own; else the kustomizations below it that no other one names, and the YAML files that
 * are in no such folder. A chart is neither.
 */
export function findBuilds(folder: string, disk: Disk): FoundBuilds | Refusal {
  const found = walked(folder, disk, false);
  const all: Kustomization[] = [];
  for (const each of found.folders) {
    const kustomization = kustomizationIn(each, disk);
    if (kustomization !== undefined && 'refused' in kustomization) return kustomization;
    if (kustomization !== undefined) all.push(kustomization);
  }
  const named = new Set(all.flatMap(pathsIn));
  const isRoot = (each: Kustomization) => !named.has(each.folder) && each.value['kind'] !== 'Component';
  const own = all.find((each) => each.folder === folder);
  const builds = own === undefined ? all.filter(isRoot) : [own];
  const used = usedBy(builds, all);
  return {
    builds: builds.map((each) => each.folder),
    manifests: found.manifests,
    leftOut: [
      ...found.charts.map((path) => `${path}: a chart; render it, and compare what comes out`),
      ...all.filter((each) => !used.has(each)).map((each) => `${each.folder}: no kustomization that is built names it`),
      ...found.beside.filter((path) => !named.has(path)).map((path) => `${path}: no kustomization names it`),
    ],
  };
}

function usedBy(builds: readonly Kustomization[], all: readonly Kustomization[]): ReadonlySet<Kustomization> {
  const used = new Set(builds);
  for (const each of used)
    for (const path of pathsIn(each)) for (const other of all) if (other.folder === path) used.add(other);
  return used;
}

interface Walked {
  /** Folders with a kustomization. */
  readonly folders: readonly string[];
  readonly manifests: readonly string[];
  readonly charts: readonly string[];
  /** YAML files in, or below, the folder of a kustomization. */
  readonly beside: readonly string[];
}

function walked(folder: string, disk: Disk, isInside: boolean): Walked {
  const entries = disk.list(folder);
  const has = (...names: readonly string[]) => entries.some(({ name, isFolder }) => !isFolder && names.includes(name));
  if (has('Chart.yaml')) return { folders: [], manifests: [], charts: [folder], beside: [] };
  const isKustomization = has(...kustomizationNames);
  const inside = isInside || isKustomization;
  const files = entries
    .filter(({ name, isFolder }) => !isFolder && /\.(?:ya?ml|json)$/.test(name) && !kustomizationNames.includes(name))
    .map(({ name }) => posix.join(folder, name));
  const below = entries
    .filter(({ name, isFolder }) => isFolder && !isSkipped(name, isKustomization))
    .map(({ name }) => walked(posix.join(folder, name), disk, inside));
  return {
    folders: [...(isKustomization ? [folder] : []), ...below.flatMap((each) => each.folders)],
    manifests: [...(inside ? [] : files), ...below.flatMap((each) => each.manifests)],
    charts: below.flatMap((each) => each.charts),
    beside: [...(inside ? files : []), ...below.flatMap((each) => each.beside)],
  };
}

/** Charts beside a kustomization are Kustomize's own downloads. */
function isSkipped(name: string, isKustomization: boolean): boolean {
  return name.startsWith('.') || name === 'node_modules' || (isKustomization && name === 'charts');
}
