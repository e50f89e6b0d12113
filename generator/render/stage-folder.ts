import type { Path } from '../diagnostic.ts';
import { equal } from '../equal.ts';
import { groupOf, type KubernetesObject, objectId } from '../kubernetes/object.ts';
import type { StageContent, StageObjects } from '../objects.ts';
import { chartFolder } from './chart-folder.ts';
import { fileNames } from './file-names.ts';
import { yamlFile } from './header.ts';
import { deletePatch, type Patch, patchFor } from './patch.ts';
import { partsOf, sharesRendered } from './rendered-chart.ts';

type Files = Iterable<readonly [path: string, text: string]>;

/** The folder of one stage: `base/`, `chart/` and an overlay for each cluster that has it. */
export function* stageFolder(stage: StageObjects): Files {
  const folder = `kustomize/${stage.component}/${stage.name}`;
  const owner = ownerOf(stage);
  if (stage.clusters.size === 0) return;
  if (stage.base !== undefined) yield* objectFolder(`${folder}/base`, partsOf(stage.base).own, owner);
  // where every cluster's values differ, nobody would read the platform's
  const shared = [...stage.clusters.values()].some((content) => chartPlace(stage.base, content) === '../../chart');
  if (stage.base !== undefined && shared) yield* ownChart(`${folder}/chart`, stage.base, owner);
  for (const [cluster, content] of stage.clusters)
    if (content.folder === undefined)
      for (const [file, text] of overlayFiles(stage.base, content, owner))
        yield [`${folder}/overlays/${cluster}/${file}`, text];
}

/** The files of overlays, by what they are made of. */
const overlays = new WeakMap<StageContent, { readonly madeOf: readonly unknown[]; readonly files: Files }[]>();

/** Clusters that get the same have the same overlay, and so has one where nothing changed since it was made before. */
function overlayFiles(base: StageContent | undefined, meant: StageContent, owner: Path): Files {
  const madeOf = [base, owner.join('.')];
  const known = overlays.get(meant) ?? [];
  overlays.set(meant, known);
  const before = known.find((each) => each.madeOf.every((part, index) => part === madeOf[index]));
  if (before !== undefined) return before.files;
  const files = [...overlayOf(base, meant, owner)];
  known.push({ madeOf, files });
  return files;
}

/** The block of platform.yaml behind a stage. */
function ownerOf({ component, block }: StageObjects): Path {
  if (block !== undefined) return block;
  return component === 'namespaces' ? ['components'] : ['components', component];
}

/** A folder of objects that anybody may take as they are; none where there are none. */
function* objectFolder(folder: string, objects: readonly KubernetesObject[], owner: Path): Files {
  if (objects.length === 0) return;
  const names = fileNames(objects);
  yield [`${folder}/kustomization.yaml`, kustomization(owner, { resources: [...names.values()].sort() })];
  for (const [file, text] of objectFiles(objects, names, owner)) yield [`${folder}/${file}`, text];
}

function* objectFiles(objects: readonly KubernetesObject[], names: ReadonlyMap<string, string>, owner: Path): Files {
  for (const object of objects) yield [`${names.get(objectId(object))}`, yamlFile(owner, object)];
}

/** A chart for Kustomize to inflate, or what was rendered of it. */
function* ownChart(folder: string, content: StageContent, owner: Path): Files {
  if (content.upstream !== undefined) yield* chartFolder(folder, content.upstream, owner);
  else yield* objectFolder(folder, partsOf(content).made, owner);
}

/** An overlay, its files from its own folder. */
function* overlayOf(base: StageContent | undefined, meant: StageContent, owner: Path): Files {
  const { own: mine, made } = partsOf(meant);
  const chart = chartPlace(base, meant);
  const isShared = meant.rendered !== undefined && chart === '../../chart';
  const here = isShared ? [...mine, ...made] : mine;
  const after = new Map(here.map((object) => [objectId(object), object]));
  const fromBase = sharedObjects(base, new Map(mine.map((object) => [objectId(object), object])));
  const fromChart = isShared && base !== undefined ? partsOf(base).made : [];
  const before = new Map([...fromBase, ...fromChart].map((object) => [objectId(object), object]));
  const own = here.filter((object) => !before.has(objectId(object)));
  const patches = [...before].flatMap(([id, object]) => patchOf(object, after.get(id)));
  const names = fileNames(own);
  const patchNames = fileNames(
    patches.map(({ target }) => target),
    'patch-',
  );
  const resources = [
    ...(fromBase.length > 0 ? ['../../base'] : []),
    ...(chart === undefined ? [] : [chart]),
    ...[...names.values()].sort(),
  ];
  const entries = patches.map((each) => patchEntry(each, patchNames.get(objectId(each.target)) ?? ''));
  yield [
    'kustomization.yaml',
    kustomization(owner, { resources, ...(entries.length > 0 ? { patches: entries.sort(byPath) } : {}) }),
  ];
  yield* objectFiles(own, names, owner);
  for (const { target, patch } of patches) yield [`${patchNames.get(objectId(target))}`, yamlFile(owner, patch)];
  if (chart === 'chart') yield* ownChart('chart', meant, owner);
}

/** The base, unless a cluster would take most of it away again: then its own objects say more than patches. */
function sharedObjects(
  base: StageContent | undefined,
  meant: ReadonlyMap<string, KubernetesObject>,
): readonly KubernetesObject[] {
  const all = base === undefined ? [] : partsOf(base).own;
  return all.filter((object) => meant.has(objectId(object))).length * 2 < all.length ? [] : all;
}

function patchOf(
  base: KubernetesObject,
  meant: KubernetesObject | undefined,
): readonly { target: KubernetesObject; patch: Patch }[] {
  if (meant === undefined) return [{ target: base, patch: deletePatch(base) }];
  return equal(base, meant) ? [] : [{ target: base, patch: patchFor(base, meant) }];
}

/** The platform's chart folder where this cluster takes the chart as it is, else a folder of its own. */
function chartPlace(base: StageContent | undefined, meant: StageContent): string | undefined {
  if (meant.rendered !== undefined && partsOf(meant).made.length > 0)
    return sharesRendered(base, meant) ? '../../chart' : 'chart';
  if (meant.upstream === undefined) return undefined;
  return base?.upstream !== undefined && equal(base.upstream, meant.upstream) ? '../../chart' : 'chart';
}

/**
 * A merge names its object itself: given a target as well, Kustomize 5.8 writes a removed label as the text "null", and
 * says nothing when nothing matches.
 */
function patchEntry({ target, patch }: { target: KubernetesObject; patch: Patch }, path: string) {
  return Array.isArray(patch) ? { path, target: selector(target) } : { path };
}

/** Kustomize reads names in a target as regular expressions. */
function selector({ apiVersion, kind, metadata }: KubernetesObject) {
  const group = groupOf(apiVersion);
  return {
    ...(group === '' ? {} : { group }),
    version: apiVersion.slice(apiVersion.indexOf('/') + 1),
    kind,
    name: metadata.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
  };
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}

/** A kustomization.yaml; a folder that holds nothing must not have one, since Kustomize refuses it. */
export function kustomization(
  owner: Path,
  content: { readonly resources: readonly string[]; readonly patches?: readonly object[] },
): string {
  return yamlFile(owner, { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...content });
}
