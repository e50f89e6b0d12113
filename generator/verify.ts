import type { Engine } from 'kubeconform-wasm';
import { parseAllDocuments } from 'yaml';
import { overlayPath } from './build/names.ts';
import type { Diagnostic, Path } from './diagnostic.ts';
import { Failure } from './failure.ts';
import { admission, fieldPath } from './kubernetes/admission.ts';
import { nearestMinor } from './kubernetes/kind-schema.ts';
import { describe, type KubernetesObject } from './kubernetes/object.ts';
import type { ClusterModel, Model } from './model.ts';
import type { Objects, StageObjects } from './objects.ts';
import { ownerPath } from './placed-objects.ts';
import type { Tree } from './tree.ts';
import { differences } from './verify/differences.ts';
import { overlayFiles } from './verify/overlay-files.ts';
import { patchedStandIn } from './verify/stand-in.ts';

/** One overlay: a stage on a cluster. */
export interface Overlay {
  readonly stage: StageObjects;
  readonly cluster: ClusterModel;
}

/** What was found out about one overlay. */
export interface OverlayVerdict {
  readonly findings: readonly Diagnostic[];
  /** Objects checked with Kubernetes' own schemas, and with Plinth's contracts. */
  readonly byKubernetes: number;
  readonly byContract: number;
  /** Objects of a kind that no schema knows; each is a finding as well. */
  readonly skipped: number;
  /** Charts and manifests that a stand-in stood for. */
  readonly notInflated: readonly string[];
}

/** Every overlay of the platform, stage by stage. */
export function overlaysOf({ stages }: Objects, { clusters }: Model): readonly Overlay[] {
  return stages.flatMap((stage) =>
    clusters.filter(({ facts }) => stage.clusters.has(facts.name)).map((cluster) => ({ stage, cluster })),
  );
}

/** Builds an overlay with Argo CD's own Kustomize, holds it against what was meant, and checks each object as the cluster's API server would. */
export async function verifyOverlay(
  { stage, cluster }: Overlay,
  tree: Tree,
  model: Model,
  engine: Engine,
): Promise<OverlayVerdict> {
  const { name, kubernetes } = cluster.facts;
  const content = stage.clusters.get(name);
  const objects = plain(content?.objects ?? []);
  const { files, notInflated } = overlayFiles(stage, name, content, tree);
  const meant = [...objects, ...plain(patchedStandIn(stage, content))];
  const path = overlayPath(stage.component, stage.name, name);
  const problems = await buildProblems(path, files, meant, kubernetes, engine);
  return { ...verdictOf(path, problems, objects, kubernetes, ownerPath(model, name, stage.component)), notInflated };
}

/** The same for what Argo CD on the hub is told: the roots and projects of every cluster, and the Applications beside them. */
export async function verifyHub(
  objects: Objects,
  tree: Tree,
  { clusters }: Model,
  engine: Engine,
): Promise<OverlayVerdict> {
  const hub = clusters.find(({ facts }) => facts.isHub)?.facts;
  const path = `clusters/${hub?.name ?? ''}`;
  const told = [...objects.clusters.values()];
  const meant = plain(told.flatMap(({ roots, projects }) => [...roots, ...projects]));
  const files = Object.fromEntries(
    [...tree].filter(([file]) => file.startsWith('clusters/') && file.endsWith('.yaml')),
  );
  const problems = await buildProblems(path, files, meant, hub?.kubernetes ?? '', engine);
  const all = [...meant, ...plain(told.flatMap(({ applications }) => applications))];
  return { ...verdictOf(path, problems, all, hub?.kubernetes ?? '', ['clusters', hub?.name ?? '']), notInflated: [] };
}

async function buildProblems(
  path: string,
  files: { readonly [path: string]: string },
  meant: readonly KubernetesObject[],
  kubernetes: string,
  engine: Engine,
): Promise<readonly string[]> {
  const built = await engine.kustomizeBuild({ files, path, enableHelm: true, kubeVersion: fullVersion(kubernetes) });
  if (built.ok) return differences(meant, objectsIn(built.value));
  // the engine itself failing says nothing about the platform
  if (built.error.kind !== 'build' && built.error.kind !== 'chart')
    throw new Failure(`the engine failed on ${path}: ${built.error.message}`);
  return [`Kustomize refuses it: ${built.error.message}`];
}

function verdictOf(
  path: string,
  problems: readonly string[],
  objects: readonly KubernetesObject[],
  kubernetes: string,
  owner: Path,
) {
  const { minor } = nearestMinor(kubernetes);
  const verdicts = objects.map((object) => ({ object, ...admission(object, minor) }));
  const invalid = verdicts.flatMap(({ object, violations, unknown }) => [
    ...(unknown === undefined ? [] : [`${describe(object)} ${unknown.message}`]),
    ...violations.map((each) => `${describe(object)}: \`${fieldPath(each.path)}\` ${each.message}`),
  ]);
  return {
    findings: [...problems, ...invalid].map((message) => finding(`${path}: ${message}`, owner)),
    byKubernetes: verdicts.filter(({ by }) => by === 'kubernetes').length,
    byContract: verdicts.filter(({ by }) => by === 'contract').length,
    skipped: verdicts.filter(({ by }) => by === undefined).length,
  };
}

function finding(message: string, path: Path): Diagnostic {
  const hint = 'this is a mistake of Plinth or of the component; please report it';
  return { code: 'overlay-differs', severity: 'error', message, hint, path };
}

/** Helm wants all three parts of a version. */
function fullVersion(kubernetes: string): string {
  return kubernetes.split('.').length === 2 ? `${kubernetes}.0` : kubernetes;
}

/** Without what YAML leaves out. */
function plain(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return JSON.parse(JSON.stringify(objects)) as readonly KubernetesObject[];
}

/** Kustomize writes what a YAML 1.1 reader takes for what it is. */
function objectsIn(stream: Uint8Array): readonly KubernetesObject[] {
  const documents = parseAllDocuments(new TextDecoder().decode(stream), { version: '1.1', merge: false });
  return 'empty' in documents ? [] : documents.map((document) => document.toJS() as KubernetesObject);
}
