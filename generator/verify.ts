import type { Engine } from 'kubeconform-wasm';
import { overlayPath } from './build/names.ts';
import { concurrently } from './concurrently.ts';
import type { Diagnostic } from './diagnostic.ts';
import { digest } from './digest.ts';
import type { ClusterModel, Model } from './model.ts';
import type { Objects, StageObjects } from './objects.ts';
import { ownerPath } from './placed-objects.ts';
import { partsOf } from './render/rendered-chart.ts';
import type { Tree } from './tree.ts';
import { allowedFor, setsOf } from './verify/allowed.ts';
import { plain } from './verify/build-overlay.ts';
import { mistake, unjudged, upstreamProblem } from './verify/findings.ts';
import type { GivenKinds } from './verify/given-kinds.ts';
import type { LockedBytes } from './verify/inflation.ts';
import { judgeObjects } from './verify/judge-objects.ts';
import { type Builds, knownBuilds } from './verify/known-builds.ts';
import { misplaced } from './verify/misplaced.ts';
import { type ObjectCounts, together } from './verify/object-counts.ts';

/** A platform that compiles. */
export interface Compiled {
  readonly tree: Tree;
  readonly model: Model;
  readonly objects: Objects;
}

/** One overlay: a stage on a cluster. */
export interface Overlay {
  readonly stage: StageObjects;
  readonly cluster: ClusterModel;
}

/** What was found out about one overlay. */
export interface OverlayVerdict extends ObjectCounts {
  readonly findings: readonly Diagnostic[];
  /** Charts and manifests that a stand-in stood for. */
  readonly notInflated: readonly string[];
}

/** What verification works with. */
export interface VerifyHost {
  /** How many overlays to work on at the same time. */
  readonly width: number;
  /** Lends an engine; only asked when a verdict is not known yet. */
  engine<T>(work: (engine: Engine) => Promise<T>): Promise<T>;
  readonly locked: LockedBytes;
  readonly given: GivenKinds;
  /** What was worked out before under this key, or now. */
  recall<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Told after each overlay. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Every overlay of the platform, stage by stage; a folder that people keep by hand has none. */
export function overlaysOf({ stages }: Objects, { clusters }: Model): readonly Overlay[] {
  return stages.flatMap((stage) =>
    clusters
      .filter(({ facts: { name } }) => stage.clusters.has(name) && stage.clusters.get(name)?.folder === undefined)
      .map((cluster) => ({ stage, cluster })),
  );
}

/** The folders that people keep by hand, of which nothing is verified; sorted. */
export function keptFolders({ stages }: Objects): readonly string[] {
  const all = stages.flatMap(({ clusters }) => [...clusters.values()].flatMap(({ folder }) => folder?.path ?? []));
  return [...new Set(all)].sort();
}

/** Builds overlays with Argo CD's own Kustomize and Helm, holds them against what was meant, and checks each object as its cluster's API server would. A verdict for each, in order. */
export async function verifyOverlays(
  overlays: readonly Overlay[],
  compiled: Compiled,
  host: VerifyHost,
): Promise<readonly OverlayVerdict[]> {
  const builds = knownBuilds(compiled, host);
  let done = 0;
  return concurrently(overlays, host.width, async (overlay) => {
    const verdict = await verifyOverlay(overlay, compiled, host, builds);
    host.onProgress?.(++done, overlays.length);
    // what a chart brings is large, and a fleet has thousands of overlays
    builds.forget(overlay);
    return verdict;
  });
}

async function verifyOverlay(
  overlay: Overlay,
  compiled: Compiled,
  host: VerifyHost,
  builds: Builds,
): Promise<OverlayVerdict> {
  const { stage, cluster } = overlay;
  const { name, kubernetes } = cluster.facts;
  const { problems, notInflated } = await builds.summary(overlay);
  const owner = ownerPath(compiled.model, name, { component: stage.component, stage: stage.name });
  const key = digest('objects', builds.key(overlay), builds.kindsKey(name), allowedFor(overlay, compiled));
  const { own, upstream, ...counts } = await host.recall(key, async () => {
    const lookup = await builds.kinds(name);
    const parts = partsOf(stage.clusters.get(name) ?? { objects: [] });
    const brought = [...(await builds.brought(overlay)), ...plain(parts.made)];
    const own = plain(parts.own);
    const meant = await judgeObjects(own, kubernetes, lookup, 'own', host.engine);
    const others = await judgeObjects(brought, kubernetes, lookup, 'upstream', host.engine);
    const lost = misplaced(brought, setsOf(allowedFor(overlay, compiled)), lookup);
    return { ...together(meant, others), own: meant.problems, upstream: [...others.problems, ...lost] };
  });
  const path = overlayPath(stage.component, stage.name, name);
  const findings = [
    ...[...problems, ...own].map((each) => mistake(path, each, owner)),
    ...upstream.map((each) => upstreamProblem(path, each, owner)),
    ...counts.unjudged.map((each) => unjudged(path, each, owner)),
  ];
  return { ...counts, notInflated, findings };
}
