import { parse } from 'yaml';
import type { StageContent, StageObjects, Upstream } from '../objects.ts';
import type { Tree } from '../tree.ts';
import { toYaml, type Yaml } from '../yaml.ts';
import { standInObjects } from './stand-in.ts';

/** The files of a stage, as Kustomize gets them. */
export interface OverlayFiles {
  readonly files: { readonly [path: string]: string };
  /** The charts and manifests for which a stand-in is there, sorted. */
  readonly notInflated: readonly string[];
}

interface Kustomization {
  readonly helmCharts?: readonly { readonly name: string; readonly version: string }[];
  readonly resources?: readonly string[];
  readonly [key: string]: unknown;
}

/** The generated files that an overlay is built from: its stage's `base/` and `chart/`, and its own. */
export function ownFiles({ component, name }: StageObjects, cluster: string, tree: Tree): readonly TreeFile[] {
  const folders = foldersOf(tree);
  const stage = `kustomize/${component}/${name}`;
  return ['base', 'chart', `overlays/${cluster}`].flatMap((part) => folders.get(`${stage}/${part}`) ?? []);
}

type TreeFile = readonly [path: string, text: string];

const grouped = new WeakMap<Tree, ReadonlyMap<string, readonly TreeFile[]>>();

/** The files of a tree by `base`, `chart` or overlay; grouped once, since a fleet has thousands of overlays. */
function foldersOf(tree: Tree): ReadonlyMap<string, readonly TreeFile[]> {
  const before = grouped.get(tree);
  if (before !== undefined) return before;
  const folders = new Map<string, TreeFile[]>();
  for (const file of tree) {
    const parts = file[0].split('/');
    const folder = parts.slice(0, parts[3] === 'overlays' ? 5 : 4).join('/');
    const files = folders.get(folder);
    if (files === undefined) folders.set(folder, [file]);
    else files.push(file);
  }
  grouped.set(tree, folders);
  return folders;
}

/** The same as Kustomize gets them, with a stand-in for what would have to be fetched. */
export function overlayFiles(
  stageObjects: StageObjects,
  cluster: string,
  content: StageContent | undefined,
  tree: Tree,
): OverlayFiles {
  const upstream = content?.upstream;
  const own = ownFiles(stageObjects, cluster, tree);
  const needs = upstream === undefined ? [] : names(upstream);
  const files = own.flatMap(([path, text]): readonly (readonly [string, string])[] => {
    if (content === undefined || needs.length === 0 || !path.endsWith('/chart/kustomization.yaml'))
      return [[path, text]];
    const documents = standInObjects(stageObjects, content).map((each) => toYaml(each as unknown as Yaml));
    return [
      [path, withStandIn(text)],
      [path.replace('kustomization.yaml', STAND_IN), documents.join('---\n')],
    ];
  });
  return { files: Object.fromEntries(files), notInflated: needs };
}

const STAND_IN = 'stand-in.yaml';

function names({ chart, manifests }: Upstream): readonly string[] {
  return [...(chart === undefined ? [] : [`${chart.name} ${chart.version}`]), ...manifests].sort();
}

/** The same kustomization, its patches and all, with one file in place of what comes from elsewhere. */
function withStandIn(text: string): string {
  const { helmCharts: _, resources = [], ...rest } = parse(text) as Kustomization;
  const local = resources.filter((resource) => !resource.startsWith('https://'));
  return toYaml({ ...(rest as { [key: string]: Yaml }), resources: [...local, STAND_IN] });
}
