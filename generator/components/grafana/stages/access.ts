import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { hostOf } from '../host.ts';

const metadata = { name: 'grafana', namespace: 'grafana' };
const secretName = 'grafana-tls';

/** Grafana's host, through Contour. */
export const access = defineStage('grafana', {
  summary: 'the host of the web interface, with its certificate',
  needs: ['cert-manager/issuers', 'contour/install'],
  clusterResources: ({ options, cluster, needs }) => {
    const host = hostOf(options, cluster);
    return [
      create('cert-manager.io/v1', 'Certificate', {
        metadata,
        spec: {
          secretName,
          issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: options.issuer },
          dnsNames: [host],
        },
      }),
      create('projectcontour.io/v1', 'HTTPProxy', {
        metadata,
        spec: {
          ingressClassName: needs.contour.ingressClass,
          virtualhost: { fqdn: host, tls: { secretName } },
          routes: [
            {
              conditions: [{ prefix: '/' }],
              services: [{ name: 'grafana', port: 80 }],
              enableWebsockets: true,
              // a query over a month takes longer than the 15 seconds that Envoy waits
              timeoutPolicy: { response: '120s' },
            },
          ],
        },
      }),
    ];
  },
});
