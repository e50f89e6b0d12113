import type { Engine } from 'kubeconform-wasm';
import { hubName, overlayPath } from './build/names.ts';
import { concurrently } from './concurrently.ts';
import type { Diagnostic, Path } from './diagnostic.ts';
import type { ClusterModel, Model } from './model.ts';
import type { Objects, StageObjects } from './objects.ts';
import { ownerPath } from './placed-objects.ts';
import type { Tree } from './tree.ts';
import { build, plain } from './verify/build-overlay.ts';
import { type Allowed, checkObjects, misplaced, type ObjectsVerdict } from './verify/check-objects.ts';
import { differences } from './verify/differences.ts';
import { digest } from './verify/digest.ts';
import type { GivenKinds } from './verify/given-kinds.ts';
import type { LockedBytes } from './verify/inflation.ts';
import { type Builds, knownBuilds } from './verify/known-builds.ts';

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
export interface OverlayVerdict extends Omit<ObjectsVerdict, 'problems'> {
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
}

/** Every overlay of the platform, stage by stage. */
export function overlaysOf({ stages }: Objects, { clusters }: Model): readonly Overlay[] {
  return stages.flatMap((stage) =>
    clusters.filter(({ facts }) => stage.clusters.has(facts.name)).map((cluster) => ({ stage, cluster })),
  );
}

/** Builds overlays with Argo CD's own Kustomize and Helm, holds them against what was meant, and checks each object as its cluster's API server would. A verdict for each, in order. */
export async function verifyOverlays(
  overlays: readonly Overlay[],
  compiled: Compiled,
  host: VerifyHost,
): Promise<readonly OverlayVerdict[]> {
  const builds = knownBuilds(compiled, host);
  return concurrently(overlays, host.width, async (overlay) => {
    const verdict = await verifyOverlay(overlay, compiled, host, builds);
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
  const owner = ownerPath(compiled.model, name, stage.component);
  const key = digest('objects', builds.key(overlay), builds.kindsKey(name), allowedOn(name, compiled));
  const { own, upstream, ...counts } = await host.recall(key, async () => {
    const lookup = await builds.kinds(name);
    const brought = await builds.brought(overlay);
    const meant = checkObjects(plain(stage.clusters.get(name)?.objects ?? []), kubernetes, lookup, 'own');
    const others = checkObjects(brought, kubernetes, lookup, 'upstream');
    const lost = misplaced(brought, setsOf(allowedOn(name, compiled)), lookup);
    return { ...countsOf(meant, others), own: meant.problems, upstream: [...others.problems, ...lost] };
  });
  const path = overlayPath(stage.component, stage.name, name);
  const findings = [
    ...[...problems, ...own].map((each) => mistake(path, each, owner)),
    ...upstream.map((each) => upstreamProblem(path, each, owner)),
    ...counts.unjudged.map((each) => unjudged(path, each, owner)),
  ];
  return { ...counts, notInflated, findings };
}

function unjudged(path: string, object: string, owner: Path): Diagnostic {
  const message = `${path}: ${object}, which its chart brings, is of a kind whose CRD is not at hand`;
  const hint = 'run `plinth lock` for the chart that defines it, or name a folder with its CRD: `--crds <folder>`';
  return { code: 'unverified-object', severity: 'warning', message, hint, path: owner };
}

/** The counts of two verdicts together. */
function countsOf(one: ObjectsVerdict, other: ObjectsVerdict): Omit<ObjectsVerdict, 'problems'> {
  return {
    byKubernetes: one.byKubernetes + other.byKubernetes,
    byDefinition: one.byDefinition + other.byDefinition,
    byContract: one.byContract + other.byContract,
    skipped: one.skipped + other.skipped,
    unjudged: [...one.unjudged, ...other.unjudged],
  };
}

/** The same for what Argo CD on the hub is told: the roots and projects of every cluster, and the Applications beside them. */
export async function verifyHub(compiled: Compiled, host: VerifyHost): Promise<OverlayVerdict> {
  const { tree, objects, model } = compiled;
  const hub = model.clusters.find(({ facts }) => facts.isHub)?.facts;
  const [name, kubernetes] = [hub?.name ?? '', hub?.kubernetes ?? ''];
  const path = `clusters/${name}`;
  const told = [...objects.clusters.values()];
  const meant = plain(told.flatMap(({ roots, projects }) => [...roots, ...projects]));
  const all = [...meant, ...plain(told.flatMap(({ applications }) => applications))];
  const files = [...tree].filter(([file]) => file.startsWith('clusters/') && file.endsWith('.yaml'));
  const { problems, ...counts } = await host.recall(
    digest('hub', path, kubernetes, files, all, host.given.key),
    async () => {
      const capabilities = { kubeVersion: kubernetes };
      const built = await host.engine((engine) => build(path, Object.fromEntries(files), {}, capabilities, engine));
      const wrong = 'refusal' in built ? [built.refusal] : differences(meant, built.objects);
      const verdict = checkObjects(all, kubernetes, host.given.lookup, 'own');
      return { ...verdict, problems: [...wrong, ...verdict.problems] };
    },
  );
  return {
    ...counts,
    notInflated: [],
    findings: problems.map((each) => mistake(path, each, ['clusters', name])),
  };
}

interface ProjectSpec {
  readonly destinations: readonly { readonly namespace: string }[];
  readonly clusterResourceWhitelist: readonly { readonly group: string; readonly kind: string }[];
}

function allowedOn(cluster: string, { objects }: Compiled): ProjectSpec {
  const own = hubName(cluster, 'platform');
  const project = objects.clusters.get(cluster)?.projects.find(({ metadata }) => metadata.name === own);
  const { spec } = (project ?? {}) as { spec?: ProjectSpec };
  return spec ?? { destinations: [], clusterResourceWhitelist: [] };
}

function setsOf({ destinations, clusterResourceWhitelist }: ProjectSpec): Allowed {
  return {
    namespaces: new Set(destinations.map(({ namespace }) => namespace)),
    clusterKinds: new Set(clusterResourceWhitelist.map(({ group, kind }) => `${group}/${kind}`)),
  };
}

function mistake(path: string, problem: string, owner: Path): Diagnostic {
  const hint = 'this is a mistake of Plinth or of the component; please report it';
  return { code: 'overlay-differs', severity: 'error', message: `${path}: ${problem}`, hint, path: owner };
}

function upstreamProblem(path: string, problem: string, owner: Path): Diagnostic {
  const hint =
    'its chart brings it: another `version` or other `values` may help; else the component is wrong: please report it';
  return { code: 'upstream-object', severity: 'error', message: `${path}: ${problem}`, hint, path: owner };
}
