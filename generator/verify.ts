import { overlayPath } from './build/names.ts';
import { concurrently } from './concurrently.ts';
import { digest } from './digest.ts';
import { ownerPath } from './placed-objects.ts';
import { partsOf } from './render/rendered-chart.ts';
import { allowedFor, setsOf } from './verify/allowed.ts';
import { asSynced } from './verify/as-synced.ts';
import { plain } from './verify/build-overlay.ts';
import { mistake, unjudged, upstreamProblem } from './verify/findings.ts';
import { judgeObjects } from './verify/judge-objects.ts';
import { type Builds, knownBuilds } from './verify/known-builds.ts';
import { misplaced } from './verify/misplaced.ts';
import { together } from './verify/object-counts.ts';
import type { Compiled, Overlay, OverlayVerdict } from './verify/overlay.ts';
import type { VerifyHost } from './verify/verify-host.ts';

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
    const inflated = asSynced(await builds.brought(overlay), stage, lookup);
    const brought = [...inflated, ...plain(parts.made)];
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
