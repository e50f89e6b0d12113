import type { Path } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import { Failure } from '../failure.ts';
import type { ChartArtefact } from '../lock.ts';
import { isMap, valueAt } from '../map.ts';
import { isOfComponent } from '../placed-objects.ts';
import { upstreamOn } from '../verify/upstream-on.ts';
import type { Built } from './compare.ts';

/** A chart in one version, and who takes it where; its version is an option's to say. */
export interface Pin {
  /** A component's name, or `apps.<name>`. */
  readonly user: string;
  readonly chart: ChartArtefact;
  readonly clusters: readonly string[];
}

/** Every chart whose version platform.yaml can say, by user; several where clusters differ. */
export function pinsOf({ objects, model }: Pick<Built, 'objects' | 'model'>): readonly Pin[] {
  const found = new Map<string, Pin>();
  for (const stage of objects.stages)
    for (const { facts } of model.clusters) {
      const chart = upstreamOn(stage, facts.name)?.chart;
      if (chart === undefined || chart.isFurther === true) continue;
      const { repository, name, version } = chart;
      const user = isOfComponent(stage.component) ? stage.component : `apps.${stage.name}`;
      const key = JSON.stringify([user, repository, name, version]);
      const known = found.get(key)?.clusters ?? [];
      const clusters = [...new Set([...known, facts.name])].sort();
      found.set(key, { user, chart: { kind: 'chart', repository, name, version }, clusters });
    }
  return [...found.values()].sort((one, other) => (one.user < other.user ? -1 : Number(one.user > other.user)));
}

/** The pins of a component, or of an app by `apps.<name>` or its name alone; a Failure where it has none. */
export function pinsFor(subject: string, all: readonly Pin[], components: readonly string[]): readonly Pin[] {
  const found = all.filter(({ user }) => user === subject);
  if (found.length > 0) return found;
  const ofApp = all.filter(({ user }) => user === `apps.${subject}`);
  if (ofApp.length > 0) return ofApp;
  const users = [...new Set(all.map(({ user }) => user))];
  if (components.includes(subject))
    throw new Failure(
      `${subject} has no chart on any cluster, so there is nothing to upgrade`,
      `These have: ${users.join(', ')}.`,
    );
  const near = didYouMean(subject, users);
  throw new Failure(
    `there is no ${subject} with a chart`,
    near === undefined ? `These have: ${users.join(', ')}.` : `Did you mean \`${near}\`?`,
  );
}

/** Where a version has to be written in platform.yaml: for the platform where the user has a block there, else in each cluster's; or for the one cluster that is named. */
export function versionPlaces(user: string, value: unknown, cluster: string | undefined): readonly Path[] {
  const [first = '', app] = user.split('.');
  const wide = app === undefined ? ['components', first] : ['apps', app, 'source'];
  const onCluster = (name: string): readonly string[] =>
    app === undefined ? ['clusters', name, 'components', first] : ['apps', app, 'clusters', name, 'source'];
  const has = (path: readonly string[]) => valueAt(value, ...path) !== undefined;
  if (cluster !== undefined) {
    if (has(onCluster(cluster))) return [[...onCluster(cluster), 'version']];
    throw new Failure(
      `${onCluster(cluster).join('.')} is not written, so there is no place for a version of its own`,
      'Write the block, or leave `--cluster` out.',
    );
  }
  if (has(wide)) return [[...wide, 'version']];
  const clusters = valueAt(value, ...(app === undefined ? ['clusters'] : ['apps', app, 'clusters']));
  const names = isMap(clusters) ? Object.keys(clusters) : [];
  return names.filter((name) => has(onCluster(name))).map((name) => [...onCluster(name), 'version']);
}
