import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import type { DeclaredSecret } from '../../../secret.ts';

const servers = {
  production: 'https://acme-v02.api.letsencrypt.org/directory',
  staging: 'https://acme-staging-v02.api.letsencrypt.org/directory',
} as const;

/** The ClusterIssuers; their webhook must be up, hence a stage of its own. */
export const issuers = defineStage('cert-manager', {
  summary: 'the ACME ClusterIssuers',
  secrets: ({ options }) => options.dns01.map(zoneSecret),
  resources: ({ options }) =>
    Object.entries(options.issuers).map(([name, { server }]) =>
      create('cert-manager.io/v1', 'ClusterIssuer', {
        metadata: { name },
        spec: {
          acme: {
            email: options.email,
            server: servers[server],
            privateKeySecretRef: { name: `${name}-account-key` },
            solvers: [
              ...options.dns01.map(zoneSolver),
              { http01: { ingress: { ingressClassName: options.ingressClass } } },
            ],
          },
        },
      }),
    ),
});

interface Zone {
  readonly zone: string;
  readonly project: string;
  readonly credentials: Pick<DeclaredSecret, 'origin'> & { readonly path?: string };
}

function secretName(zone: string): string {
  return `dns01-${zone.replaceAll('.', '-')}`;
}

function zoneSecret({ zone, credentials }: Zone): DeclaredSecret {
  return {
    ...credentials,
    name: secretName(zone),
    namespace: 'cert-manager',
    keys: ['key.json'],
    purpose: `the DNS-01 challenges of ${zone}`,
  };
}

function zoneSolver({ zone, project }: Zone) {
  return {
    selector: { dnsZones: [zone] },
    dns01: { cloudDNS: { project, serviceAccountSecretRef: { name: secretName(zone), key: 'key.json' } } },
  };
}
