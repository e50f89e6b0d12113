import { parse } from 'yaml';
import type { StageObjects, Upstream } from '../objects.ts';
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

/** Everything below a stage's folder, with a stand-in for what would have to be fetched. */
export function overlayFiles(
  { component, name, stage }: StageObjects,
  upstream: Upstream | undefined,
  tree: Tree,
): OverlayFiles {
  const folder = `kustomize/${component}/${name}/`;
  const own = [...tree].filter(([path]) => path.startsWith(folder));
  const needs = upstream === undefined || stage === undefined ? [] : names(upstream);
  const files = own.flatMap(([path, text]): readonly (readonly [string, string])[] => {
    if (stage === undefined || needs.length === 0 || !path.endsWith('/chart/kustomization.yaml')) return [[path, text]];
    const documents = standInObjects(stage).map((each) => toYaml(each as unknown as Yaml));
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
