import type { StageObjects, Upstream } from '../objects.ts';

/** What a stage takes from upstream on a cluster, rendered or not. */
export function upstreamOn({ clusters }: StageObjects, cluster: string): Upstream | undefined {
  const content = clusters.get(cluster);
  return content?.rendered?.upstream ?? content?.upstream;
}
