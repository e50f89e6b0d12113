import { valueAt } from '../../map.ts';
import type { Proposal } from './proposal.ts';
import type { Proposed } from './propose.ts';
import type { Proof } from './prove.ts';
import { isBelow } from './source-folder.ts';
import type { SourceObject } from './source-object.ts';
import type { Survey } from './survey.ts';

/** How much of a kind is in the proposal. */
export interface Share {
  readonly recognised: number;
  readonly all: number;
}

/** How much of a folder is in a proposal that holds. */
export interface Recognised {
  readonly applications: Share;
  readonly charts: Share;
  /** The Applications that are not, by name. */
  readonly others: readonly string[];
}

/** Counts the Applications and charts of which something is in the settled proposal. */
export function recognisedIn(
  survey: Survey,
  proposed: Proposed,
  settled: Proposal,
  proof: Proof,
  objects: ReadonlyMap<string, readonly SourceObject[]>,
): Recognised {
  const has = (cluster: string, component: string) =>
    valueAt(settled.value, 'components', component) !== undefined ||
    valueAt(settled.value, 'clusters', cluster, 'components', component) !== undefined;
  const charts = proposed.recognised.filter(({ use, component }) => has(use.cluster, component));
  const known = new Set(charts.flatMap(({ use }) => use.application ?? []));
  const all = survey.applications.all;
  const isRecognised = (name: string) => {
    if (known.has(name)) return true;
    return survey.clusters.targets
      .filter((each) => each.application === name)
      .some(({ cluster, folder }) => {
        const here = (objects.get(cluster) ?? []).filter(({ root }) => isBelow(root, folder));
        // Plinth has roots of its own in the place of one that brings Applications
        return here.some(
          (each) =>
            proof.there.has(each) ||
            isInBlock(each, proposed, settled) ||
            /^Application(?:Set)?$/.test(each.object.kind),
        );
      });
  };
  const others = all.filter(({ name }) => !isRecognised(name)).map(({ name }) => name);
  return {
    applications: { recognised: all.length - others.length, all: all.length },
    charts: { recognised: charts.length, all: survey.uses.length },
    others: [...new Set(others)].sort(),
  };
}

/** An object of an app that was left out is in no block. */
function isInBlock(each: SourceObject, { used }: Proposed, settled: Proposal): boolean {
  if (!used.has(each)) return false;
  const apps = Object.keys((valueAt(settled.value, 'apps') ?? {}) as object);
  const { namespace, name } = each.object.metadata;
  return (
    each.object.kind !== 'Deployment' || apps.includes(name) || (namespace !== undefined && apps.includes(namespace))
  );
}
