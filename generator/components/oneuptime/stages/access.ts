import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { hostOn } from '../host.ts';

const metadata = { name: 'oneuptime', namespace: 'oneuptime' } as const;
const secretName = 'oneuptime-tls';

/** The host, through Contour. */
export const access = defineStage('oneuptime', {
  summary: 'the host of its pages and its API, with its certificate',
  needs: ['cert-manager/issuers', 'contour/install'],
  clusterResources: ({ options, cluster, needs }) => {
    const host = hostOn(options, cluster);
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
              services: [{ name: 'oneuptime-nginx', port: 80 }],
              // pages are told of changes as they happen
              enableWebsockets: true,
              timeoutPolicy: { response: '120s', idle: '1h' },
            },
          ],
        },
      }),
    ];
  },
});
