import { posix } from 'node:path';
import type { ChartArtefact } from '../../lock.ts';
import type { Disk } from './disk.ts';
import { type Kustomization, kustomizationIn, pathsIn } from './kustomization.ts';
import type { Refusal } from './refusal.ts';
import { withStandIns } from './stand-ins.ts';
import { type AtHand, withoutRemotes } from './without-remotes.ts';

/** All that Kustomize needs to build a folder. */
export interface BuildFiles {
  /** By absolute path. */
  readonly files: ReadonlyMap<string, Uint8Array | string>;
  readonly kustomizations: readonly Kustomization[];
  /** What is taken from elsewhere and not at hand, by name. */
  readonly leftOut: readonly string[];
  /** Folders whose kustomization is not all that people wrote, and names a file of stand-ins that is not among `files`. */
  readonly incomplete: readonly string[];
  /** Charts to put below `home`, and URLs to answer. */
  readonly charts: readonly { readonly home: string; readonly chart: ChartArtefact }[];
  readonly urls: readonly string[];
}

/** Gathers the files that a kustomization names, and those that these name, wherever they are. */
export function buildFiles(folder: string, disk: Disk, atHand: AtHand): BuildFiles | Refusal {
  const files = new Map<string, Uint8Array | string>();
  const kustomizations: Kustomization[] = [];
  const found = {
    leftOut: [] as string[],
    incomplete: [] as string[],
    charts: [] as BuildFiles['charts'][number][],
    urls: [] as string[],
  };
  const pending = [folder];
  const seen = new Set<string>();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const kustomization = kustomizationIn(next, disk);
    if (kustomization === undefined) continue;
    if ('refused' in kustomization) return kustomization;
    const offline = withoutRemotes(kustomization, disk, atHand);
    const { chartHome: home } = offline;
    kustomizations.push(kustomization);
    // JSON is YAML, and no emitter of ours comes between Kustomize and what people wrote
    const isWhole = offline.leftOut.length === 0;
    const written = disk.read(kustomization.file) ?? '';
    files.set(kustomization.file, isWhole ? written : JSON.stringify(withStandIns(offline.value)));
    if (!isWhole) found.incomplete.push(next);
    found.leftOut.push(...offline.leftOut);
    found.urls.push(...offline.urls);
    if (home !== undefined) {
      found.charts.push(...offline.charts.map((chart) => ({ home, chart })));
      for (const path of filesBelow(home, disk)) files.set(path, disk.read(path) ?? '');
    }
    for (const path of pathsIn(kustomization)) {
      const bytes = disk.read(path);
      if (bytes === undefined) pending.push(path);
      else if (!files.has(path)) files.set(path, bytes);
    }
  }
  return { files, kustomizations, ...found };
}

function filesBelow(folder: string, disk: Disk): readonly string[] {
  return disk.list(folder).flatMap(({ name, isFolder }) => {
    const path = posix.join(folder, name);
    return isFolder ? filesBelow(path, disk) : [path];
  });
}
