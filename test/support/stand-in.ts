import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';
import type { StageContent, StageObjects } from '../../generator/objects.ts';
import { standInObjects } from '../../generator/verify/stand-in.ts';
import { toYaml, type Yaml } from '../../generator/yaml.ts';

interface ChartEntry {
  readonly name: string;
  readonly version: string;
}

interface ChartKustomization {
  readonly resources?: readonly string[];
  readonly helmCharts?: readonly ChartEntry[];
}

/** Puts a stand-in beside a `chart/kustomization.yaml`, where Kustomize looks before it downloads, and for each address a file. */
export function placeStandIn(kustomization: string, stage: StageObjects, content: StageContent | undefined): void {
  const folder = dirname(kustomization);
  const text = readFileSync(kustomization, 'utf8');
  const { helmCharts = [], resources = [] } = parse(text) as ChartKustomization;
  const remote = resources.filter((resource) => resource.startsWith('https://'));
  const objects = content === undefined ? [] : standInObjects(stage, content);
  const fromManifests = remote.length === 0 ? [] : objects.filter(({ kind }) => helmCharts.length === 0 || isCrd(kind));
  const fromCharts = objects.filter((object) => !fromManifests.includes(object));
  for (const chart of helmCharts)
    placeChart(
      join(folder, 'charts', `${chart.name}-${chart.version}`, chart.name),
      chart,
      content?.upstream?.releases === undefined ? documentsOf(fromCharts) : byRelease(fromCharts),
    );
  remote.forEach((url, index) => {
    writeFileSync(join(folder, `stand-in-${index}.yaml`), index === 0 ? documentsOf(fromManifests) : '');
    writeFileSync(kustomization, readFileSync(kustomization, 'utf8').replace(url, `stand-in-${index}.yaml`));
  });
}

function isCrd(kind: string): boolean {
  return kind === 'CustomResourceDefinition';
}

function documentsOf(objects: readonly KubernetesObject[]): string {
  return objects.map((each) => toYaml(each as unknown as Yaml)).join('---\n');
}

/** As a template that gives each installation of a chart what is in its namespace. */
function byRelease(objects: readonly KubernetesObject[]): string {
  const guarded = objects.map(
    (each) => `{{ if eq .Release.Namespace "${each.metadata.namespace}" }}\n${documentsOf([each])}{{ end }}\n`,
  );
  return guarded.join('---\n');
}

function placeChart(folder: string, { name, version }: ChartEntry, documents: string): void {
  mkdirSync(join(folder, 'templates'), { recursive: true });
  writeFileSync(join(folder, 'Chart.yaml'), toYaml({ apiVersion: 'v2', name, version }));
  // what has actions of a template is no YAML
  writeFileSync(join(folder, documents.includes('{{ if') ? 'templates/all.tpl' : 'templates/all.yaml'), documents);
}
