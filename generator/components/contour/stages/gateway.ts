import { defineStage } from '../../../component.ts';
import { create, type ObjectOf } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { type AttachedHost, GATEWAY, MOST_ATTACHED } from '../../../routes.ts';

type Listener = ObjectOf<'gateway.networking.k8s.io/v1', 'Gateway'>['spec']['listeners'][number];

const toAll = { namespaces: { from: 'All' } } as const;

/** The GatewayClass and the one Gateway that Contour serves, where the Gateway API is there. */
export const gateway = defineStage('contour', {
  summary: 'the GatewayClass and the Gateway `contour`',
  after: ['gateway-api/install'],
  resources: ({ after }) => {
    if (after['gateway-api'] === undefined) return [];
    return [
      create('gateway.networking.k8s.io/v1', 'GatewayClass', {
        metadata: { name: 'contour' },
        spec: { controllerName: 'projectcontour.io/gateway-controller' },
      }),
      gatewayWith([]),
    ];
  },
  hostResources: ({ after, attached }) => {
    const own = attached.filter(({ gateway }) => gateway === `${GATEWAY.namespace}/${GATEWAY.name}`);
    if (after['gateway-api'] === undefined || own.length === 0) return [];
    // a check counts them
    return [gatewayWith(own.slice(0, MOST_ATTACHED).map(listenerFor)), toHttps];
  },
});

function gatewayWith(listeners: readonly Listener[]): KubernetesObject {
  return create('gateway.networking.k8s.io/v1', 'Gateway', {
    metadata: GATEWAY,
    spec: {
      gatewayClassName: 'contour',
      listeners: [
        { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: toAll },
        // once there is a Gateway, Envoy has its listeners only: without this one no Ingress or HTTPProxy has TLS
        { name: 'https', port: 443, protocol: 'projectcontour.io/https', allowedRoutes: toAll },
        ...listeners,
      ],
    },
  });
}

/** Contour takes `HTTPS` beside its own protocol on one port, each listener with a host of its own and one certificate. */
function listenerFor({ host, namespace, tlsSecret }: AttachedHost): Listener {
  return {
    name: host,
    hostname: host,
    port: 443,
    protocol: 'HTTPS',
    tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: tlsSecret, namespace }] },
    // else any namespace could take the host for itself
    allowedRoutes: {
      namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } },
    },
  };
}

/**
 * From HTTP to HTTPS, for every host that says nothing else. Contour refuses a host of its own here: it takes a listener without a host for
 * none of those that have a listener, on whatever port.
 */
const toHttps = create('gateway.networking.k8s.io/v1', 'HTTPRoute', {
  metadata: { name: 'to-https', namespace: GATEWAY.namespace },
  spec: {
    parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...GATEWAY, sectionName: 'http' }],
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
      },
    ],
  },
});
