import { parse } from 'yaml';
import type { StageContent, StageObjects } from '../objects.ts';
import type { Tree } from '../tree.ts';
import { toYaml, type Yaml } from '../yaml.ts';
import type { Inflation } from './inflation.ts';
import { standInObjects } from './stand-in.ts';

/** The files of an overlay, by path from the repository's root. */
export type OverlayFiles = { readonly [path: string]: Uint8Array | string };

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

/** The same as Kustomize gets them, with the charts where it looks for them. */
export function inflatedFiles(own: readonly TreeFile[], { charts }: Inflation): OverlayFiles {
  const unpacked = own.flatMap(([path, text]) => {
    if (!path.endsWith(CHART)) return [];
    const { helmCharts = [] } = parse(text) as Kustomization;
    return helmCharts.flatMap(({ name, version }) => {
      const folder = `${name}-${version}/${name}`;
      const place = path.replace('kustomization.yaml', `charts/${folder}`);
      return Object.entries(charts[folder] ?? {}).map(([file, bytes]) => [`${place}/${file}`, bytes] as const);
    });
  });
  return Object.fromEntries([...own, ...unpacked]);
}

/** The same with a stand-in for what would have to be fetched. */
export function filesWithStandIn(
  own: readonly TreeFile[],
  stage: StageObjects,
  content: StageContent | undefined,
): OverlayFiles {
  if (content?.upstream === undefined) return Object.fromEntries(own);
  const documents = standInObjects(stage, content).map((each) => toYaml(each as unknown as Yaml));
  const files = own.flatMap(([path, text]): readonly TreeFile[] =>
    path.endsWith(CHART)
      ? [
          [path, withStandIn(text)],
          [path.replace('kustomization.yaml', STAND_IN), documents.join('---\n')],
        ]
      : [[path, text]],
  );
  return Object.fromEntries(files);
}

const CHART = '/chart/kustomization.yaml';
const STAND_IN = 'stand-in.yaml';

/** The same kustomization, its patches and all, with one file in place of what comes from elsewhere. */
function withStandIn(text: string): string {
  const { helmCharts: _, resources = [], ...rest } = parse(text) as Kustomization;
  const local = resources.filter((resource) => !resource.startsWith('https://'));
  return toYaml({ ...(rest as { [key: string]: Yaml }), resources: [...local, STAND_IN] });
}
