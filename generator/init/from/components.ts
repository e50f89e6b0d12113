import type { ComponentName } from '../../generated/options.ts';
import type { PlainMap } from '../../map.ts';
import { stagesOf } from '../../stage-access.ts';
import type { ChartUse } from './chart-uses.ts';
import type { ClusterSource, Place } from './cluster-source.ts';
import { componentOfChart, componentOfManifest } from './component-of-chart.ts';
import { contentOf, type Surroundings } from './content-of.ts';
import { withoutCredentials } from './credentials.ts';
import { fittingComponent } from './fitting-component.ts';
import { knownOptions } from './known-options.ts';
import { fileOf, filesOf } from './layers.ts';
import type { NotExpressed } from './source-folder.ts';
import type { SourceObject } from './source-object.ts';

/** A component as one cluster has it. */
export interface FoundComponent {
  readonly component: ComponentName;
  readonly options: PlainMap;
  readonly files: readonly string[];
}

/** A chart on a cluster, and the component that it is. */
export interface RecognisedChart {
  readonly use: ChartUse;
  readonly component: ComponentName;
}

/** The components of one cluster, and what nothing says. */
export interface FoundComponents {
  readonly components: readonly FoundComponent[];
  /** The charts that they are. */
  readonly recognised: readonly RecognisedChart[];
  readonly used: readonly SourceObject[];
  readonly rest: readonly NotExpressed[];
}

/** Reads the components of one cluster: which there are by their charts and manifests, their options by what they would say themselves. */
export function componentsIn(source: ClusterSource): FoundComponents {
  const rest: NotExpressed[] = [];
  const recognised: RecognisedChart[] = [];
  const charts = new Map<ComponentName, Place[]>();
  const releases = new Map<ComponentName, { readonly release?: string; readonly file: string }>();
  for (const use of source.uses) {
    const place = componentOfChart(use, source.registry);
    if (place === undefined || 'isOther' in place) {
      rest.push({
        file: use.file,
        what: `chart ${use.name} ${use.version} of ${use.repository}`,
        why: place === undefined ? noComponent : other(place.isOther),
      });
      rest.push(...credentialsOf(use));
      continue;
    }
    const known = charts.get(place.component) ?? [];
    if (known.some(({ stage }) => stage === place.stage)) {
      rest.push({
        file: use.file,
        what: `chart ${use.name}`,
        why: 'it is installed on the same cluster by another file already',
      });
      continue;
    }
    recognised.push({ use, component: place.component });
    charts.set(place.component, [...known, { stage: place.stage, use }]);
  }
  const manifests = knownManifests(source);
  for (const { file, url } of source.manifests) {
    const found = componentOfManifest(url, manifests);
    if (found === undefined) rest.push({ file, what: url, why: 'no component takes this manifest' });
    else
      releases.set(found.component, {
        file,
        ...(manifests.some((each) => each.url === url) ? {} : { release: found.version }),
      });
  }
  const beside = new Set([...charts.keys(), ...releases.keys(), ...source.told.keys()]);
  const around: Surroundings = { ...source, beside };
  const used: SourceObject[] = [];
  const components = [...beside].sort().map((component) => {
    const told = source.told.get(component);
    const places = charts.get(component) ?? [];
    const release = releases.get(component);
    const read = knownOptions(component, places, source, { used, rest });
    const released = release?.release === undefined ? {} : { release: release.release };
    const known = { ...read, options: { ...told?.options, ...released, ...read.options } };
    const options = fittingComponent(component, known, places, around, source, { used, rest });
    const files = [
      ...places.flatMap(({ use }) => [use.file, ...filesOf(use.layers)]),
      ...(release === undefined ? [] : [release.file]),
      ...(told?.files ?? []),
      ...read.files,
    ];
    return { component, options, files: [...new Set(files)] };
  });
  return { components, recognised, used, rest };
}

/** The credentials that a chart is told, by their places. */
function credentialsOf({ name, file, layers, values }: ChartUse): readonly NotExpressed[] {
  const why = 'it looks like a credential, which belongs into Vault';
  return withoutCredentials(values).leftOut.map((path) => ({
    file: fileOf(layers, path) ?? file,
    what: `chart ${name}: ${path}`,
    why,
  }));
}

const noComponent = 'no component has it; an app with `source: { kind: chart, … }` takes any chart';

function other({
  component,
  chart,
}: {
  readonly component: string;
  readonly chart: { readonly repository: string };
}): string {
  return `not the chart of ${component}, which is from ${chart.repository}`;
}

function knownManifests(source: ClusterSource) {
  const around: Surroundings = { ...source, beside: new Set() };
  if (source.manifests.length === 0) return [];
  return (Object.keys(source.registry.components) as ComponentName[])
    .filter((component) => stagesOf(source.registry, component).some(({ stage }) => stage.manifests !== undefined))
    .flatMap((component) =>
      [...contentOf(component, {}, around)].flatMap(([place, url]) =>
        place.startsWith('manifest ') ? [{ component, url: String(url) }] : [],
      ),
    );
}
