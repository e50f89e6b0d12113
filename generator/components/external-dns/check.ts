import type { CheckContext, Finding } from '../../component.ts';

/** What the schema cannot say: that routes know the address which becomes their record. */
export function* check({ enabled: { contour }, cluster }: CheckContext<'external-dns'>): Iterable<Finding> {
  if (contour?.envoy.kind !== 'hostPorts' || contour.address !== undefined) return;
  yield {
    code: 'missing-option',
    severity: 'warning',
    path: [],
    message: `Contour is not told where ${cluster.name} is reached from outside, so no route has an address and no record is made`,
    hint: 'set `address` of contour for this cluster, to an IP address or a host name',
  };
}
