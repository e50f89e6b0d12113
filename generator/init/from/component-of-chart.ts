import type { Chart } from '../../component.ts';
import type { ComponentName, StageId } from '../../generated/options.ts';
import type { Registry } from '../../registry.ts';
import { type AnyStage, chartsOf, stagesOf } from '../../stage-access.ts';

/** The component that a chart belongs to, and the stage that installs it. */
export interface ChartPlace {
  readonly component: ComponentName;
  readonly stage: StageId;
  readonly chart: Chart;
}

/** A stage of the registry with one of the charts that it may have. */
interface KnownChart extends ChartPlace {
  readonly definition: AnyStage;
}

/** The component whose chart this is, by name and publisher; `isOther` where only the name is the same. */
export function componentOfChart(
  { name, repository }: { readonly name: string; readonly repository: string },
  registry: Registry,
): ChartPlace | { readonly isOther: KnownChart } | undefined {
  const all = knownCharts(registry).filter(({ chart }) => chart.name === name);
  const same = all.find(({ chart }) => publisherOf(chart.repository) === publisherOf(repository));
  const [other] = all;
  return same ?? (other === undefined ? undefined : { isOther: other });
}

function knownCharts(registry: Registry): readonly KnownChart[] {
  return (Object.keys(registry.components) as ComponentName[]).flatMap((component) =>
    stagesOf(registry, component).flatMap(({ id, stage }) =>
      chartsOf(stage).map((chart) => ({ component, stage: id, chart, definition: stage })),
    ),
  );
}

/** Who publishes a repository of charts, wherever it lies: `jetstack` of https://charts.jetstack.io and of oci://quay.io/jetstack/charts. */
export function publisherOf(repository: string): string {
  const [host = '', ...path] = repository
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/\/+$/, '')
    .split('/');
  const labels = host.split('.');
  if (/\.(?:github|gitlab)\.io$/.test(host)) return labels[0] ?? '';
  if (/^(?:ghcr\.io|quay\.io|(?:registry-1\.)?docker\.io|registry\.gitlab\.com|public\.ecr\.aws)$/.test(host))
    return path[0] ?? '';
  return labels.at(-2) ?? host;
}

/** The component and stage that take a manifest from a URL which differs in its version only, with that version. */
export function componentOfManifest(
  url: string,
  known: readonly { readonly component: ComponentName; readonly url: string }[],
): { readonly component: ComponentName; readonly version: string } | undefined {
  const form = (text: string) => text.replace(VERSION, '/v*');
  const found = known.find((each) => form(each.url) === form(url));
  const version = VERSION.exec(url)?.[0].slice(1);
  return found === undefined || version === undefined ? undefined : { component: found.component, version };
}

const VERSION = /\/v\d+\.\d+\.\d+(?:-[\w.]+)?(?=\/)/;
