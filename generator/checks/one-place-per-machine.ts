import type { Check } from '../check.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import type { ClusterFacts, Model } from '../model.ts';

interface Place {
  readonly key: string;
  readonly what: string;
  readonly path: Path;
}

/** Omni would take a machine away from its cluster, and an installation erases its disk. */
export const onePlacePerMachine: Check = {
  summary: 'Each machine is one node of one cluster, and nothing else uses the disk that it is installed to.',
  reach: 'platform',
  *run({ model }): Iterable<Diagnostic> {
    yield* repeated(model);
    for (const { facts } of model.clusters) yield* storageOnSystemDisk(facts);
  },
};

function* repeated({ clusters }: Model): Iterable<Diagnostic> {
  const first = new Map<string, Place>();
  for (const place of clusters.flatMap(({ facts }) => placesOf(facts))) {
    const other = first.get(place.key);
    if (other === undefined) first.set(place.key, place);
    else yield twice(place, other);
  }
}

function placesOf({ name, omni }: ClusterFacts): readonly Place[] {
  return Object.entries(omni?.machines ?? {}).flatMap(([node, { id, installDisk }]) => {
    const path = ['clusters', name, 'omni', 'machines', node];
    const machine = { key: id, what: `the machine \`${id}\``, path: [...path, 'id'] };
    const disk = { key: installDisk, what: `the disk \`${installDisk}\``, path: [...path, 'installDisk'] };
    return isById(installDisk) ? [machine, disk] : [machine];
  });
}

function twice({ what, path }: Place, first: Place): Diagnostic {
  return {
    code: 'duplicate-node',
    severity: 'error',
    message: `${what} stands in two places`,
    hint: 'each node has a machine and a disk of its own',
    path,
    at: 'value',
    related: [{ message: 'the first one', path: first.path }],
  };
}

function* storageOnSystemDisk({ name, omni, nodes }: ClusterFacts): Iterable<Diagnostic> {
  for (const [node, { installDisk }] of Object.entries(omni?.machines ?? {})) {
    const taker = Object.keys(nodes.workers).find(
      (worker) => (worker === node || isById(installDisk)) && nodes.workers[worker]?.disks.includes(installDisk),
    );
    if (taker === undefined) continue;
    const disks = ['clusters', name, 'nodes', 'workers', taker, 'disks'];
    yield {
      code: 'shared-disk',
      severity: 'error',
      message: `${node} is installed to the disk \`${installDisk}\`, and storage is to have it too`,
      hint: 'give storage another disk',
      path: ['clusters', name, 'omni', 'machines', node, 'installDisk'],
      at: 'value',
      related: [{ message: `what ${taker} has for storage`, path: disks }],
    };
  }
}

/** Only such a path is a disk's own: the others are the same on machines that are built alike. */
function isById(disk: string): boolean {
  return disk.startsWith('/dev/disk/by-id/');
}
