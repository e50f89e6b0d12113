import type { CheckContext } from '../../component.ts';
import type { CertManagerOptions } from '../../generated/options.ts';
import type { GoogleNeed } from '../../google-need.ts';
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

/** An account for each zone, which may write all records of its project: Google knows no smaller right that holds the challenges. */
export function google({ options: { dns01 } }: CheckContext<'cert-manager'>): readonly GoogleNeed[] {
  return dns01.map((zone, index) => ({
    kind: 'account',
    name: zoneSecretName(zone.zone),
    project: zone.project,
    rights: [{ on: { kind: 'project', project: zone.project }, roles: ['roles/dns.admin'] }],
    secret: zoneSecret(zone),
    credential: 'key',
    path: ['dns01', index],
  }));
}
