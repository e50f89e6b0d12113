import type { Engine } from 'kubeconform-wasm';
import { hubName, overlayPath } from '../build/names.ts';
import { Failure } from '../failure.ts';
import { type CustomKinds, customKindsIn } from '../kubernetes/custom-kind.ts';
import { type KubernetesObject, objectId } from '../kubernetes/object.ts';
import { type Artefact, artefactsOf } from '../lock.ts';
import type { Capabilities } from '../rendering.ts';
import { differences } from './differences.ts';
import { fullVersion } from './full-version.ts';
import { inflationOf, type LockedBytes } from './inflation.ts';
import type { Compiled, Overlay } from './overlay.ts';
import { filesWithStandIn, inflatedFiles, ownFiles } from './overlay-files.ts';
import { patchedStandIn } from './stand-in.ts';

/** What Kustomize made of an overlay. */
export interface OverlayBuild {
  /** How it differs from what was meant, a sentence each. */
  readonly problems: readonly string[];
  /** Charts and manifests that a stand-in stood for, sorted. */
  readonly notInflated: readonly string[];
  /** What charts and manifests brought. */
  readonly brought: readonly KubernetesObject[];
  /** The kinds that they define. */
  readonly kinds: CustomKinds;
}

/** Builds an overlay with Argo CD's own Kustomize and holds it against what was meant: exactly that, besides what comes from upstream. */
export async function buildOverlay(
  { stage, cluster }: Overlay,
  compiled: Compiled,
  engine: Engine,
  locked: LockedBytes,
): Promise<OverlayBuild> {
  const { name } = cluster.facts;
  const content = stage.clusters.get(name);
  const upstream = content?.upstream;
  const own = ownFiles(stage, name, compiled.tree);
  const path = overlayPath(stage.component, stage.name, name);
  const capabilities = capabilitiesOf({ stage, cluster }, compiled);
  const inflation = upstream === undefined ? undefined : await inflationOf(upstream, locked);
  const objects = plain(content?.objects ?? []);
  if (inflation === undefined) {
    const notInflated = upstream === undefined ? [] : artefactsOf(upstream).map(shortNameOf).sort();
    const built = await build(path, filesWithStandIn(own, stage, content), {}, capabilities, engine);
    const problems =
      'refusal' in built
        ? [built.refusal]
        : differences([...objects, ...plain(patchedStandIn(stage, content))], built.objects);
    return { problems, notInflated, brought: [], kinds: {} };
  }
  const built = await build(path, inflatedFiles(own, inflation), inflation.remotes, capabilities, engine);
  if ('refusal' in built) return { problems: [built.refusal], notInflated: [], brought: [], kinds: {} };
  const meant = new Set(objects.map(objectId));
  const brought = built.objects.filter((each) => !meant.has(objectId(each)));
  const problems = differences([...objects, ...brought], built.objects);
  return { problems, notInflated: [], brought, kinds: customKindsIn(brought) };
}

function shortNameOf(artefact: Artefact): string {
  return artefact.kind === 'manifest' ? artefact.url : `${artefact.name} ${artefact.version}`;
}

/** Builds a folder of files; gives its objects, or the sentence with which Kustomize or Helm refuses it. */
export async function build(
  path: string,
  files: { readonly [path: string]: Uint8Array | string },
  remotes: { readonly [url: string]: Uint8Array },
  capabilities: Capabilities,
  engine: Engine,
): Promise<{ readonly objects: readonly KubernetesObject[] } | { readonly refusal: string }> {
  const built = await kustomized(path, files, remotes, capabilities, engine);
  return 'refusal' in built ? built : { objects: JSON.parse(built.json) as readonly KubernetesObject[] };
}

/** The same as the text of a JSON list; `ahead` is by how many milliseconds the clock of charts is. */
export async function kustomized(
  path: string,
  files: { readonly [path: string]: Uint8Array | string },
  remotes: { readonly [url: string]: Uint8Array },
  { kubeVersion, apiVersions = [] }: Capabilities,
  engine: Engine,
  ahead = 0,
): Promise<{ readonly json: string } | { readonly refusal: string }> {
  const version = fullVersion(kubeVersion);
  const built = await engine.kustomizeBuild({
    ...{ files, remotes, path, enableHelm: true, output: 'json' },
    ...{ kubeVersion: version, apiVersions, ahead },
  });
  if (built.ok) return { json: new TextDecoder().decode(built.value) };
  const { kind, message } = built.error;
  // the engine itself failing says nothing about the platform
  if (!['build', 'chart', 'remote'].includes(kind)) throw new Failure(`the engine failed on ${path}: ${message}`);
  return { refusal: `Kustomize refuses it: ${message}` };
}

/** What the Application of a stage has Argo CD tell its chart. */
export function capabilitiesOf({ stage, cluster }: Overlay, { objects }: Compiled): Capabilities {
  const { name, kubernetes } = cluster.facts;
  const own = hubName(name, stage.component, stage.name);
  const application = objects.clusters.get(name)?.applications.find(({ metadata }) => metadata.name === own);
  const { spec } = (application ?? {}) as { spec?: { source?: { kustomize?: Capabilities } } };
  return spec?.source?.kustomize ?? { kubeVersion: kubernetes };
}

/** Without what YAML leaves out. */
export function plain(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return JSON.parse(JSON.stringify(objects)) as readonly KubernetesObject[];
}
