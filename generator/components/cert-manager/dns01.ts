import type { CertManagerOptions } from '../../generated/options.ts';
import type { DeclaredSecret } from '../../secret.ts';

/** A zone whose challenges are answered by a DNS record. */
export type Zone = CertManagerOptions['dns01'][number];

/** The name of the Secret with the service account key for a zone. */
export function zoneSecretName(zone: string): string {
  return `dns01-${zone.replaceAll('.', '-')}`;
}

/** The Secret with the service account key for a zone. */
export function zoneSecret({ zone, credentials }: Zone): DeclaredSecret {
  return {
    ...credentials,
    name: zoneSecretName(zone),
    namespace: 'cert-manager',
    keys: ['key.json'],
    purpose: `the DNS-01 challenges of ${zone}`,
  };
}

/** How an issuer proves that it holds a zone. */
export function zoneSolver({ zone, project }: Zone) {
  return {
    selector: { dnsZones: [zone] },
    dns01: { cloudDNS: { project, serviceAccountSecretRef: { name: zoneSecretName(zone), key: 'key.json' } } },
  };
}
