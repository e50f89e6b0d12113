import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';

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
      create('gateway.networking.k8s.io/v1', 'Gateway', {
        metadata: { name: 'contour', namespace: 'projectcontour' },
        spec: {
          gatewayClassName: 'contour',
          listeners: [
            { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: toAll },
            // once there is a Gateway, Envoy has its listeners only: without this one no Ingress or HTTPProxy has TLS
            { name: 'https', port: 443, protocol: 'projectcontour.io/https', allowedRoutes: toAll },
          ],
        },
      }),
    ];
  },
});
