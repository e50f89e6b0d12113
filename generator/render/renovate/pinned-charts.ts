import type { Chart } from '../../component.ts';
import type { Path } from '../../diagnostic.ts';
import type { ComponentName } from '../../generated/options.ts';
import type { ClusterModel, Model } from '../../model.ts';
import type { Objects } from '../../objects.ts';

/** A chart whose version stands in platform.yaml, and where. */
interface Pinned {
  readonly chart: Pick<Chart, 'repository' | 'name'>;
  readonly path: Path;
}

/** Every chart whose version platform.yaml says, as a list in JSONata, which finds it by its path however it is written; empty where it says none. */
export function pinnedCharts(model: Model, objects: Objects): string {
  const all = model.clusters.flatMap((cluster) => [
    ...ofComponents(cluster, model, objects),
    ...ofApps(cluster, model),
  ]);
  const once = new Map(all.map((each) => [each.path.join('.'), each]));
  const entries = [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => entry(each));
  return entries.length === 0 ? '' : `[${entries.join(', ')}]`;
}

function ofComponents({ facts, enabled }: ClusterModel, { origin }: Model, { stages }: Objects): readonly Pinned[] {
  return [...enabled].flatMap(([component, options]) => {
    // without a version of its own, the one that Plinth was tested with is taken, which comes with Plinth
    if ((options as { readonly version?: string }).version === undefined) return [];
    return stages
      .flatMap((stage) =>
        stage.component === component ? (stage.clusters.get(facts.name)?.upstream?.chart ?? []) : [],
      )
      .filter(({ isFurther }) => isFurther !== true)
      .slice(0, 1)
      .map((chart) => ({ chart, path: origin(facts.name, component as ComponentName, ['version']) }));
  });
}

function ofApps({ facts, apps }: ClusterModel, { appOrigin }: Model): readonly Pinned[] {
  return [...apps].flatMap(([app, { source, updates }]) =>
    source?.kind !== 'chart' || updates === 'none'
      ? []
      : [{ chart: source, path: appOrigin(facts.name, app, ['source', 'version']) }],
  );
}

/** In an OCI registry a chart is found as images are. */
function entry({ chart: { repository, name }, path }: Pinned): string {
  const found = repository.startsWith('oci://')
    ? {
        datasource: 'docker',
        packageName: `${repository.slice('oci://'.length).replace(/\/$/, '')}/${name}`,
        versioning: 'semver',
      }
    : { datasource: 'helm', registryUrl: repository };
  const fixed = JSON.stringify({ depName: name, ...found }).slice(0, -1);
  return `${fixed},"currentValue":${path.map((part) => `\`${part}\``).join('.')}}`;
}
