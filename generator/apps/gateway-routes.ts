import { create, type ObjectOf } from '../kubernetes/create.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { GATEWAY, tlsSecretOf } from '../routes.ts';
import type { Host } from './served-host.ts';

const GROUP = 'gateway.networking.k8s.io';

type Metadata = ObjectOf<'gateway.networking.k8s.io/v1', 'HTTPRoute'>['metadata'];

/** A host by the Gateway API: the route at the Gateway's listener for it, and leave for the Gateway to read its certificate. The listener is the Gateway's own. */
export function gatewayRoutes({ host, served }: Host, metadata: Metadata): readonly KubernetesObject[] {
  return [
    create('gateway.networking.k8s.io/v1', 'ReferenceGrant', {
      metadata,
      spec: {
        from: [{ group: GROUP, kind: 'Gateway', namespace: GATEWAY.namespace }],
        to: [{ group: '', kind: 'Secret', name: tlsSecretOf(host) }],
      },
    }),
    create('gateway.networking.k8s.io/v1', 'HTTPRoute', {
      metadata,
      spec: {
        parentRefs: [{ group: GROUP, kind: 'Gateway', ...GATEWAY, sectionName: host }],
        hostnames: [host],
        rules: served.map(({ service, port, path }) => ({
          matches: [{ path: { type: 'PathPrefix' as const, value: path } }],
          backendRefs: [{ group: '' as const, kind: 'Service' as const, name: service.name, port, weight: 1 }],
        })),
      },
    }),
  ];
}
