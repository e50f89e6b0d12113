import { create } from '../../kubernetes/create.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { DOMAIN, GATEWAY, HEADLESS, here, SERVICE, type Sender, secrets } from './names.ts';

const key = { algorithm: 'ECDSA', size: 256 } as const;
const AUTHORITY = 'collectors-ca';
const ours = { kind: 'Issuer', name: AUTHORITY } as const;

/** What the gateways and those who send to them know each other by: an authority of their own, for this namespace only, and what it signs. */
export function betweenCollectors(senders: readonly Sender[]): readonly KubernetesObject[] {
  const gatewayNames = [SERVICE, HEADLESS].map((name) => `${name}.${DOMAIN}`);
  return [
    ...authority(),
    certificate(GATEWAY, secrets.gateway, ours, 'server auth', gatewayNames),
    ...senders.map((name) => certificate(name, secrets[name], ours, 'client auth', [`${name}.${DOMAIN}`])),
  ];
}

/** Brings the certificate of ClickHouse's authority, which comes along with one that ClickHouse does not ask for. */
export function forClickhouse(): KubernetesObject {
  const issuer = { kind: 'ClusterIssuer', name: 'clickhouse-ca' } as const;
  return certificate('clickhouse-client', secrets.clickhouse, issuer, 'client auth', [`gateway.${DOMAIN}`]);
}

/** A self-signed root that keeps its key, so that what it signed stays valid when it is renewed. */
function authority(): readonly KubernetesObject[] {
  return [
    create('cert-manager.io/v1', 'Issuer', {
      metadata: { ...here('collectors-root'), annotations: inOrder(0) },
      spec: { selfSigned: {} },
    }),
    create('cert-manager.io/v1', 'Certificate', {
      metadata: { ...here(AUTHORITY), annotations: inOrder(1) },
      spec: {
        secretName: AUTHORITY,
        issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'collectors-root' },
        commonName: AUTHORITY,
        isCA: true,
        duration: '87600h',
        usages: ['cert sign', 'crl sign'],
        privateKey: { ...key, rotationPolicy: 'Never' },
      },
    }),
    create('cert-manager.io/v1', 'Issuer', {
      metadata: { ...here(AUTHORITY), annotations: inOrder(2) },
      spec: { ca: { secretName: AUTHORITY } },
    }),
  ];
}

function certificate(
  name: string,
  secretName: string,
  issuer: { readonly kind: 'Issuer' | 'ClusterIssuer'; readonly name: string },
  usage: 'server auth' | 'client auth',
  dnsNames: readonly string[],
): KubernetesObject {
  return create('cert-manager.io/v1', 'Certificate', {
    metadata: { ...here(name), annotations: inOrder(3) },
    spec: {
      secretName,
      issuerRef: { group: 'cert-manager.io', ...issuer },
      dnsNames: [...dnsNames],
      usages: ['digital signature', 'key encipherment', usage],
      privateKey: { ...key, rotationPolicy: 'Always' },
    },
  });
}

/** Each waits for the one before to be ready: an issuer without its secret would be Degraded, and fail the sync. */
function inOrder(wave: number): { readonly [key: string]: string } {
  return { 'argocd.argoproj.io/sync-wave': String(wave) };
}
