import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { inRook } from '../names.ts';

/** The host of Ceph's web interface, through Contour. */
export const access = defineStage('rook-ceph', {
  summary: "the host of Ceph's web interface, with its certificate",
  after: ['cert-manager/issuers', 'contour/install'],
  needsWhen: ({ options }) => (options.host === undefined ? [] : ['cert-manager/issuers', 'contour/install']),
  clusterResources: ({ options, after }) => {
    if (options.host === undefined) return [];
    return [
      create('cert-manager.io/v1', 'Certificate', {
        metadata: inRook('dashboard'),
        spec: {
          secretName: 'dashboard-tls',
          issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: options.issuer },
          dnsNames: [options.host],
        },
      }),
      create('projectcontour.io/v1', 'HTTPProxy', {
        metadata: inRook('dashboard'),
        spec: {
          ingressClassName: after.contour?.ingressClass ?? 'contour',
          virtualhost: { fqdn: options.host, tls: { secretName: 'dashboard-tls' } },
          routes: [
            {
              conditions: [{ prefix: '/' }],
              // Ceph signs its certificate itself, and anew at will
              services: [{ name: 'rook-ceph-mgr-dashboard', port: 8443, protocol: 'tls' }],
            },
          ],
        },
      }),
    ];
  },
});
