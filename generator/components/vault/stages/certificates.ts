import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';

const key = { algorithm: 'ECDSA', size: 256 } as const;

/** An authority of Vault's own, since no public one signs names inside of the cluster, and what it signs. */
export const certificates = defineStage('vault', {
  summary: "Vault's own certificate authority, and the certificates of its servers and its injector",
  needs: ['cert-manager/install'],
  resources: ({ options }) => [
    ...authority(),
    certificate('vault', 'vault-tls', serverNames(), ['127.0.0.1']),
    ...(options.injector.enabled
      ? [certificate('vault-agent-injector', 'vault-agent-injector-tls', injectorNames())]
      : []),
  ],
});

/**
 * A self-signed root that keeps its key, so that what it signed stays valid when it is renewed, and the issuer that signs with it: for this
 * namespace only, since whoever it signs for can pass for Vault.
 */
function authority(): readonly KubernetesObject[] {
  return [
    create('cert-manager.io/v1', 'Issuer', {
      metadata: { ...inVault('vault-root'), annotations: inOrder(0) },
      spec: { selfSigned: {} },
    }),
    create('cert-manager.io/v1', 'Certificate', {
      metadata: { ...inVault('vault-ca'), annotations: inOrder(1) },
      spec: {
        secretName: 'vault-ca',
        issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'vault-root' },
        commonName: 'vault-ca',
        isCA: true,
        duration: '87600h',
        usages: ['cert sign', 'crl sign'],
        privateKey: { ...key, rotationPolicy: 'Never' },
      },
    }),
    create('cert-manager.io/v1', 'Issuer', {
      metadata: { ...inVault('vault-ca'), annotations: inOrder(2) },
      spec: { ca: { secretName: 'vault-ca' } },
    }),
  ];
}

function certificate(
  name: string,
  secretName: string,
  dnsNames: readonly string[],
  ipAddresses?: readonly string[],
): KubernetesObject {
  return create('cert-manager.io/v1', 'Certificate', {
    metadata: { ...inVault(name), annotations: inOrder(3) },
    spec: {
      secretName,
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'vault-ca' },
      dnsNames: [...dnsNames],
      ...(ipAddresses === undefined ? {} : { ipAddresses: [...ipAddresses] }),
      usages: ['digital signature', 'key encipherment', 'server auth'],
      privateKey: { ...key, rotationPolicy: 'Always' },
    },
  });
}

function inVault(name: string): { name: string; namespace: string } {
  return { name, namespace: 'vault' };
}

/** Each waits for the one before to be ready: an issuer without its secret would be Degraded, and fail the sync. */
function inOrder(wave: number): { readonly [key: string]: string } {
  return { 'argocd.argoproj.io/sync-wave': String(wave) };
}

/** The names of a Service as pods of the cluster say them. */
function serviceNames(service: string): readonly string[] {
  return ['', '.vault', '.vault.svc', '.vault.svc.cluster.local'].map((domain) => `${service}${domain}`);
}

function serverNames(): readonly string[] {
  return ['vault', 'vault-active', 'vault-standby', 'vault-internal', '*.vault-internal']
    .flatMap(serviceNames)
    .concat('localhost');
}

function injectorNames(): readonly string[] {
  return serviceNames('vault-agent-injector-svc').slice(0, 3);
}
