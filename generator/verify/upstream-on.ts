import { type StageObjects, type Upstream, upstreamIn } from '../objects.ts';

/** What a stage takes from upstream on a cluster, rendered or not. */
export function upstreamOn({ clusters }: StageObjects, cluster: string): Upstream | undefined {
  return upstreamIn(clusters.get(cluster));
}
