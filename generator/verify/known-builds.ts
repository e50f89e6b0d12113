import { digest } from '../digest.ts';
import { type CustomKinds, customKindsIn, firstOf, type KindLookup, lookupIn } from '../kubernetes/custom-kind.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { customSchema } from '../kubernetes/published-kind.ts';
import { artefactsOf } from '../lock.ts';
import { buildOverlay, capabilitiesOf, type OverlayBuild } from './build-overlay.ts';
import { type Compiled, type Overlay, overlaysOf } from './overlay.ts';
import { ownFiles } from './overlay-files.ts';
import { upstreamOn } from './upstream-on.ts';
import type { VerifyHost } from './verify-host.ts';

/** What is known of the builds of a run: summaries at once, and what they brought only where someone asks. */
export interface Builds {
  key(overlay: Overlay): string;
  summary(overlay: Overlay): Promise<Pick<OverlayBuild, 'problems' | 'notInflated'>>;
  brought(overlay: Overlay): Promise<readonly KubernetesObject[]>;
  /** Finds the kinds that charts and manifests define on a cluster, those given by hand, and those that Plinth carries. */
  kinds(cluster: string): Promise<KindLookup>;
  kindsKey(cluster: string): string;
  /** Lets go of what an overlay's build brought. */
  forget(overlay: Overlay): void;
}

/** Builds what is asked for, once. */
export function knownBuilds(compiled: Compiled, host: VerifyHost): Builds {
  const made = new Map<string, Promise<OverlayBuild>>();
  const keys = new Map<Overlay, string>();
  const key = (overlay: Overlay) =>
    remembered(keys, overlay, () => digest('build', ...buildInputs(overlay, compiled, host)));
  const make = (overlay: Overlay) =>
    remembered(made, key(overlay), () => host.engine((engine) => buildOverlay(overlay, compiled, engine, host.locked)));
  const defining = new Map<string, readonly Overlay[]>();
  const definingOn = (cluster: string) =>
    remembered(defining, cluster, () => overlaysOf(compiled.objects, compiled.model).filter(definesOn(cluster, host)));
  const kinds = new Map<string, Promise<KindLookup>>();
  return {
    key,
    summary: (overlay) =>
      host.recall(key(overlay), async () => {
        const { problems, notInflated } = await make(overlay);
        return { problems, notInflated };
      }),
    brought: async (overlay) => (isInflated(overlay, host) ? (await make(overlay)).brought : []),
    kinds: (cluster) =>
      remembered(kinds, cluster, async () => {
        const own = definingOn(cluster).map((overlay) =>
          host.recall(digest('kinds', key(overlay)), async () => kindsBy(overlay, make)),
        );
        return firstOf(...(await Promise.all(own)).map(lookupIn), host.given.lookup, customSchema);
      }),
    forget: (overlay) => void made.delete(key(overlay)),
    kindsKey: (cluster) => digest('kinds', definingOn(cluster).map(key), host.given.key),
  };
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  known.set(key, made);
  return made;
}

/** The kinds that a stage brings: by what is rendered, known already, or by what Kustomize inflates. */
async function kindsBy(overlay: Overlay, make: (overlay: Overlay) => Promise<OverlayBuild>): Promise<CustomKinds> {
  const content = overlay.stage.clusters.get(overlay.cluster.facts.name);
  if (content?.rendered !== undefined) return customKindsIn(content.objects);
  return (await make(overlay)).kinds;
}

/** All that a build depends on. */
function buildInputs(overlay: Overlay, compiled: Compiled, host: VerifyHost): readonly unknown[] {
  const { stage, cluster } = overlay;
  const { name } = cluster.facts;
  const content = stage.clusters.get(name);
  const locked = upstreamOf(overlay).map((artefact) => host.locked(artefact)?.sha256);
  return [
    ownFiles(stage, name, compiled.tree),
    content,
    stage.stage?.providesKinds,
    capabilitiesOf(overlay, compiled),
    locked,
  ];
}

function upstreamOf({ stage, cluster }: Overlay) {
  const upstream = stage.clusters.get(cluster.facts.name)?.upstream;
  return upstream === undefined ? [] : artefactsOf(upstream);
}

function isInflated(overlay: Overlay, { locked }: VerifyHost): boolean {
  const artefacts = upstreamOf(overlay);
  return artefacts.length > 0 && artefacts.every((artefact) => locked(artefact) !== undefined);
}

/** Whether a stage brings kinds to a cluster by a chart whose bytes are at hand. */
function definesOn(cluster: string, host: VerifyHost): (overlay: Overlay) => boolean {
  return (overlay) =>
    overlay.cluster.facts.name === cluster &&
    bringsKinds(overlay) &&
    (isInflated(overlay, host) || overlay.stage.clusters.get(cluster)?.rendered !== undefined);
}

/** A component says which; an app, whether its chart may. */
function bringsKinds({ stage, cluster }: Overlay): boolean {
  if (stage.component !== 'apps') return stage.stage?.providesKinds !== undefined;
  return upstreamOn(stage, cluster.facts.name)?.chart?.includeCRDs === true;
}
