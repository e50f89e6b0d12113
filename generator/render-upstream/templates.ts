import type { Engine } from 'kubeconform-wasm';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { lenientYaml } from '../lock/lenient-yaml.ts';
import type { ChartFiles } from '../lock/unpack-chart.ts';
import { releasesIn } from '../render/chart-folder.ts';
import type { RenderRequest } from '../rendering.ts';
import { fullVersion } from '../verify/full-version.ts';
import type { Inflation } from '../verify/inflation.ts';

/** Where the objects of a chart come from. */
export interface Templates {
  /** The template of an object, from the chart's folder; undefined for what is in no template. */
  find(object: KubernetesObject): string | undefined;
  /** The texts of the chart by path. */
  readonly texts: { readonly [path: string]: string };
}

/** Asks Helm alone, which says above each object what template it is from; Kustomize drops that. */
export async function templatesOf(
  { upstream, capabilities }: RenderRequest,
  { charts }: Inflation,
  engine: Engine,
): Promise<Templates> {
  const { chart } = upstream;
  const files = chart === undefined ? undefined : charts[`${chart.name}-${chart.version}/${chart.name}`];
  if (chart === undefined || files === undefined) return { find: () => undefined, texts: {} };
  const sources = new Map<string, string>();
  for (const { name, namespace, values } of releasesIn(upstream, chart)) {
    const { kubeVersion, apiVersions = [] } = capabilities;
    const rendered = await engine.helmTemplate({
      ...{ chart: files, releaseName: name, namespace, values, skipTests: true },
      ...{ kubeVersion: fullVersion(kubeVersion), apiVersions },
    });
    if (rendered.ok)
      for (const [id, path] of sourcesIn(new TextDecoder().decode(rendered.value))) sources.set(id, path);
  }
  return { find: ({ kind, metadata: { name } }) => sources.get(`${kind} ${name}`), texts: textsIn(files) };
}

function sourcesIn(text: string): readonly (readonly [string, string])[] {
  return text.split(/^---\n/m).flatMap((document) => {
    const path = /^# Source: [^/\n]+\/(.+)$/m.exec(document)?.[1];
    if (path === undefined) return [];
    const { kind, metadata } = (lenientYaml(document) ?? {}) as Partial<KubernetesObject>;
    return [[`${kind} ${metadata?.name}`, path] as const];
  });
}

function textsIn(files: ChartFiles): { readonly [path: string]: string } {
  const templates = Object.entries(files).filter(([path]) => /(?:^|\/)templates\//.test(path));
  return Object.fromEntries(templates.map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
}
