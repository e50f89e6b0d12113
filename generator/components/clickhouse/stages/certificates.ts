import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { AUTHORITY, here, INSTALLATION, SERVER_TLS, serverName } from '../names.ts';

const key = { algorithm: 'ECDSA', size: 256 } as const;

/** Where cert-manager looks for what a ClusterIssuer refers to: its own namespace. */
const AUTHORITY_NAMESPACE = 'cert-manager';

/** The domain of the Services of the installation. */
const DOMAIN = 'clickhouse.svc.cluster.local';

/**
 * An authority of ClickHouse's own, since no public one signs names inside of the cluster, and what it signs. It is a ClusterIssuer, because its
 * certificate reaches a client in another namespace only together with one that the client asks for.
 */
export const certificates = defineStage('clickhouse', {
  summary: "ClickHouse's own certificate authority, and the certificate of its servers",
  needs: ['cert-manager/install'],
  resources: ({ options }) => [...authority(), certificate(serverNames(options))],
});

/** A self-signed root that keeps its key, so that what it signed stays valid when it is renewed. */
function authority(): readonly KubernetesObject[] {
  const root = 'clickhouse-root';
  return [
    create('cert-manager.io/v1', 'Issuer', {
      metadata: { name: root, namespace: AUTHORITY_NAMESPACE, annotations: inOrder(0) },
      spec: { selfSigned: {} },
    }),
    create('cert-manager.io/v1', 'Certificate', {
      metadata: { name: AUTHORITY, namespace: AUTHORITY_NAMESPACE, annotations: inOrder(1) },
      spec: {
        secretName: AUTHORITY,
        issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: root },
        commonName: AUTHORITY,
        isCA: true,
        duration: '87600h',
        usages: ['cert sign', 'crl sign'],
        privateKey: { ...key, rotationPolicy: 'Never' },
      },
    }),
    create('cert-manager.io/v1', 'ClusterIssuer', {
      metadata: { name: AUTHORITY, annotations: inOrder(2) },
      spec: { ca: { secretName: AUTHORITY } },
    }),
  ];
}

function certificate(dnsNames: readonly string[]): KubernetesObject {
  return create('cert-manager.io/v1', 'Certificate', {
    metadata: { ...here(SERVER_TLS), annotations: inOrder(3) },
    spec: {
      secretName: SERVER_TLS,
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: AUTHORITY },
      dnsNames: [...dnsNames],
      usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'],
      privateKey: { ...key, rotationPolicy: 'Always' },
    },
  });
}

/** The Service as pods say it, each server as the others call it, and all of them as the operator does. */
function serverNames({ shards, replicas }: { readonly shards: number; readonly replicas: number }): readonly string[] {
  const service = `clickhouse-${INSTALLATION}`;
  const clients = ['', '.clickhouse', '.clickhouse.svc', `.${DOMAIN}`].map((domain) => `${service}${domain}`);
  const servers = numbers(shards).flatMap((shard) => numbers(replicas).map((replica) => serverName(shard, replica)));
  return [...clients, ...servers, `*.${DOMAIN}`, 'localhost'];
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Each waits for the one before to be ready: an issuer without its secret would be Degraded, and fail the sync. */
function inOrder(wave: number): { readonly [key: string]: string } {
  return { 'argocd.argoproj.io/sync-wave': String(wave) };
}
