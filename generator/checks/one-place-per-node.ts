import type { Check } from '../check.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import type { ClusterFacts } from '../model.ts';

interface Place {
  readonly name: string;
  readonly what: string;
  readonly path: Path;
}

/** Two entries for one machine or one disk are a slip of copying, and the second takes the first one's data. */
export const onePlacePerNode: Check = {
  summary: 'Each node has one role, and each disk is in one node.',
  reach: 'platform',
  *run({ model }): Iterable<Diagnostic> {
    for (const { facts } of model.clusters) yield* repeated(placesOf(facts));
  },
};

function placesOf({ name, nodes: { controlPlanes, workers, edges } }: ClusterFacts): readonly Place[] {
  const nodes: Path = ['clusters', name, 'nodes'];
  const listed = (role: string, names: readonly string[]) =>
    names.map((node, index) => ({ name: node, what: `the node \`${node}\``, path: [...nodes, role, index] }));
  const own = Object.keys(workers).map((node) => ({
    name: node,
    what: `the node \`${node}\``,
    path: [...nodes, 'workers', node],
  }));
  const disks = Object.entries(workers).flatMap(([node, worker]) =>
    worker.disks.map((disk, index) => ({
      name: disk,
      what: `the disk \`${disk}\``,
      path: [...nodes, 'workers', node, 'disks', index],
    })),
  );
  return [...listed('controlPlanes', controlPlanes), ...own, ...listed('edges', edges), ...disks];
}

function* repeated(places: readonly Place[]): Iterable<Diagnostic> {
  const first = new Map<string, Place>();
  for (const place of places) {
    const other = first.get(place.name);
    if (other === undefined) first.set(place.name, place);
    else yield problem(place, other);
  }
}

function problem({ what, path }: Place, first: Place): Diagnostic {
  return {
    code: 'duplicate-node',
    severity: 'error',
    message: `${what} stands in two places`,
    hint: 'remove one of the two',
    path,
    related: [{ message: 'the first one', path: first.path }],
  };
}
