import { routesOf } from '../routes.ts';
import type { TableName } from './atlas.ts';
import { certificateLines, hostLines } from './host-lines.ts';
import { chartLines, imageLines } from './image-lines.ts';
import type { OnCluster } from './on-cluster.ts';
import { type Line, listed } from './row.ts';
import { secretLines } from './secret-lines.ts';
import { storageLines } from './storage-lines.ts';

/** Makes the rows of each table of a cluster. */
export const linesOf: { readonly [T in TableName]: (on: OnCluster) => readonly Line[] } = {
  apps: appLines,
  hosts: hostLines,
  certificates: certificateLines,
  secrets: secretLines,
  storage: storageLines,
  charts: chartLines,
  images: imageLines,
  warnings: warningLines,
  changes: changeLines,
};

function appLines({ cluster, placed, model, touched }: OnCluster): readonly Line[] {
  return [...cluster.apps]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, app]) => {
      const own = placed.filter(({ component, stage }) => component === 'apps' && stage === name);
      const hosts = own.flatMap(({ object }) => routesOf(object).map(({ host }) => host));
      const team = model.facts.teamApps.find((each) => each.app === name && each.cluster === cluster.facts.name)?.team;
      const stage = `apps/${name}`;
      const mark = touched.stages.get(stage) ?? '';
      return { stage, mark, cells: [name, app.image ?? 'from elsewhere', listed(hosts), team ?? ''] };
    });
}

function warningLines({ diagnostics, cluster }: OnCluster): readonly Line[] {
  const here = diagnostics.filter(({ clusters }) => clusters === undefined || clusters.includes(cluster.facts.name));
  return here.map(({ code, message, hint, component, position, file }) => ({
    stage: component ?? '',
    mark: '',
    cells: [code, message, hint ?? '', `${file ?? 'platform.yaml'}:${position?.line ?? 1}`],
  }));
}

function changeLines({ touched }: OnCluster): readonly Line[] {
  return touched.changes.map(({ verb, stage, subject, effects }) => ({
    stage,
    mark: verb === 'moved' ? 'changed' : verb,
    cells: [subject, effects[0].risk, listed(effects.flatMap(({ note }) => (note === undefined ? [] : [note])))],
  }));
}
