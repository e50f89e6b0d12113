import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';

/** Vault's host, through Contour: a public certificate outside, Vault's own inside, the wire never in the clear. */
export const access = defineStage('vault', {
  summary: "the host of Vault's API and web interface, with its certificate",
  after: ['cert-manager/issuers', 'contour/install'],
  needsWhen: ({ options }) => (options.host === undefined ? [] : ['cert-manager/issuers', 'contour/install']),
  clusterResources: ({ options, after }) => {
    if (options.host === undefined) return [];
    return [
      create('cert-manager.io/v1', 'Certificate', {
        metadata: { name: 'vault-access', namespace: 'vault' },
        spec: {
          secretName: 'vault-access-tls',
          issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: options.issuer },
          dnsNames: [options.host],
        },
      }),
      create('projectcontour.io/v1', 'HTTPProxy', {
        metadata: { name: 'vault', namespace: 'vault' },
        spec: {
          ingressClassName: after.contour?.ingressClass ?? 'contour',
          virtualhost: { fqdn: options.host, tls: { secretName: 'vault-access-tls' } },
          routes: [
            {
              conditions: [{ prefix: '/' }],
              services: [
                {
                  name: 'vault-active',
                  port: 8200,
                  protocol: 'tls',
                  validation: { caSecret: 'vault-tls', subjectName: 'vault-active.vault.svc' },
                },
              ],
              // as long as Vault itself lets a request take
              timeoutPolicy: { response: '90s' },
            },
          ],
        },
      }),
    ];
  },
});
