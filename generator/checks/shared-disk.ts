import type { Check } from '../check.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import type { ComponentName } from '../generated/options.ts';
import type { ClusterModel, Model } from '../model.ts';
import { workerDisks } from '../worker-disks.ts';

/** A component that takes whole disks of the workers, those of its option `disks` or all. */
interface Taker {
  readonly component: ComponentName;
  readonly chosen: readonly string[] | undefined;
  readonly disks: readonly string[];
}

const takers: readonly ComponentName[] = ['mayastor', 'rook-ceph'];

/** Each overwrites what the other has written, and neither says so until the data is gone. */
export const sharedDisk: Check = {
  summary: 'Each disk of a worker belongs to one storage system.',
  reach: 'platform',
  *run({ model }): Iterable<Diagnostic> {
    for (const cluster of model.clusters) {
      const [first, second] = takers.flatMap((component) => takerOn(cluster, component));
      if (first === undefined || second === undefined) continue;
      const shared = second.disks.filter((disk) => first.disks.includes(disk));
      if (shared.length > 0) yield problem(shared, first, second, cluster.facts.name, model);
    }
  },
};

function takerOn({ enabled, facts }: ClusterModel, component: ComponentName): readonly Taker[] {
  const options = enabled.get(component) as { readonly disks?: readonly string[] } | undefined;
  if (options === undefined) return [];
  const disks = workerDisks(facts.nodes, options.disks).flatMap((worker) => worker.disks);
  return [{ component, chosen: options.disks, disks }];
}

function problem(shared: readonly string[], first: Taker, second: Taker, cluster: string, model: Model): Diagnostic {
  const [disk = ''] = shared;
  const others = shared.length === 1 ? '' : ` (and ${shared.length - 1} more)`;
  return {
    code: 'shared-disk',
    severity: 'error',
    clusters: [cluster],
    message: `${first.component} and ${second.component} both take the disk \`${disk}\`${others}`,
    hint: `divide them: \`disks\` of ${second.component} and of ${first.component} name those that each takes`,
    path: model.origin(cluster, second.component, choice(second, disk)),
    at: 'value',
    related: [{ message: first.component, path: model.origin(cluster, first.component, choice(first, disk)) }],
  };
}

/** Where a component says that it takes a disk; nowhere where it takes all. */
function choice({ chosen }: Taker, disk: string): Path | undefined {
  return chosen === undefined ? undefined : ['disks', chosen.indexOf(disk)];
}
