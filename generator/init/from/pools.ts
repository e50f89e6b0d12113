import { isLabel } from './clusters.ts';
import { ofKind, type SourceObject } from './source-object.ts';
import { listAt, textAt } from './texts.ts';

/** The disks of workers, by node, as DiskPools name them. */
export interface Pools {
  readonly workers: { readonly [node: string]: { readonly disks: readonly string[] } };
  readonly used: readonly SourceObject[];
  readonly rest: readonly { readonly from: SourceObject; readonly why: string }[];
}

/** Reads the pools of Mayastor. A disk without a durable path is not taken: it is another one after the next start. */
export function poolsIn(objects: readonly SourceObject[]): Pools {
  const workers: { [node: string]: { disks: readonly string[] } } = {};
  const used: SourceObject[] = [];
  const rest: { from: SourceObject; why: string }[] = [];
  for (const from of ofKind(objects, 'DiskPool')) {
    const node = textAt(from.object, 'spec', 'node') ?? '';
    const disks = listAt(from.object, 'spec', 'disks').map((each) =>
      String(each)
        .replace(/^(?:aio|uring):\/\//, '')
        .replace(/\?.*$/, ''),
    );
    if (!isLabel(node)) rest.push({ from, why: 'its node has no name that platform.yaml takes' });
    else if (
      disks.length === 0 ||
      !disks.every((each) => /^\/dev\/disk\/by-(?:id|path|partlabel)\/[A-Za-z0-9._:+-]+$/.test(each))
    )
      rest.push({ from, why: 'its disk has no durable path (/dev/disk/by-id/…): say which it is under `nodes`' });
    else {
      workers[node] = { disks: [...new Set([...(workers[node]?.disks ?? []), ...disks])] };
      used.push(from);
    }
  }
  return { workers, used, rest };
}
