import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { hosts } from '../hosts.ts';
import { clientSecret } from '../sign-in.ts';

interface Route {
  readonly name: string;
  readonly host: string;
  readonly issuer: string;
  readonly ingressClass: string;
  /** What the server is spoken to in, where it is not HTTP/1.1. */
  readonly protocol?: 'h2c';
}

/** The two hosts, each with a certificate of its own, and the secret of the sign-in. */
export const access = defineStage('argocd', {
  summary: 'the hosts of the web interface and of the command line, and the sign-in',
  needs: ['cert-manager/issuers', 'contour/install'],
  secrets: ({ options: { sso } }) => (sso === undefined ? [] : [clientSecret(sso)]),
  clusterResources: ({ options, cluster, needs }) => {
    const { web, grpc } = hosts(options, cluster);
    const both = { issuer: options.issuer, ingressClass: needs.contour.ingressClass };
    return [
      ...route({ ...both, name: 'argocd-web', host: web }),
      ...route({ ...both, name: 'argocd-grpc', host: grpc, protocol: 'h2c' }),
    ];
  },
});

/** A host, a Secret with the certificate that covers it, and the way to Argo CD's server. */
function route({ name, host, issuer, ingressClass, protocol }: Route): readonly KubernetesObject[] {
  // `argocd-server-tls` would be read by the server itself
  const secretName = `${name}-tls`;
  const metadata = { name, namespace: 'argocd' };
  return [
    create('cert-manager.io/v1', 'Certificate', {
      metadata,
      spec: {
        secretName,
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer },
        dnsNames: [host],
      },
    }),
    create('projectcontour.io/v1', 'HTTPProxy', {
      metadata,
      spec: {
        ingressClassName: ingressClass,
        virtualhost: { fqdn: host, tls: { secretName } },
        routes: [
          {
            conditions: [{ prefix: '/' }],
            services: [{ name: 'argocd-server', port: 80, ...(protocol === undefined ? {} : { protocol }) }],
            // logs and changes are streams, which Envoy would cut after 15 seconds
            timeoutPolicy: { response: 'infinity', idle: '1h' },
          },
        ],
      },
    }),
  ];
}
