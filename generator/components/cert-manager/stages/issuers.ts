import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { zoneSecret, zoneSolver } from '../dns01.ts';

const servers = {
  production: 'https://acme-v02.api.letsencrypt.org/directory',
  staging: 'https://acme-staging-v02.api.letsencrypt.org/directory',
} as const;

/** The ClusterIssuers; their webhook must be up, hence a stage of its own. */
export const issuers = defineStage('cert-manager', {
  summary: 'the ACME ClusterIssuers',
  after: ['contour/install'],
  secrets: ({ options }) => options.dns01.map(zoneSecret),
  resources: ({ options, after }) => {
    const solvers = [
      ...options.dns01.map(zoneSolver),
      { http01: { ingress: ingress(options.ingressClass ?? after.contour?.ingressClass) } },
    ];
    return Object.entries(options.issuers).map(([name, { server }]) =>
      create('cert-manager.io/v1', 'ClusterIssuer', {
        metadata: { name },
        spec: {
          acme: {
            email: options.email,
            server: servers[server],
            privateKeySecretRef: { name: `${name}-account-key` },
            solvers,
          },
        },
      }),
    );
  },
});

/** Without a class, the Ingress of a challenge gets the cluster's default one. */
function ingress(ingressClassName: string | undefined) {
  return ingressClassName === undefined ? {} : { ingressClassName };
}
