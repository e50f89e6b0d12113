import type { ChartValues } from '../../component.ts';
import type { KumaOptions } from '../../generated/options.ts';
import { create, type ObjectOf } from '../../kubernetes/create.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';

type Backend = ObjectOf<'kuma.io/v1alpha1', 'Mesh'>['spec']['mtls']['backends'][number];

/** What signs the mesh's certificates: the backend of the Mesh, what makes it, and how it reaches the control plane. */
export interface Authority {
  readonly backend: Backend;
  readonly objects: readonly KubernetesObject[];
  readonly mount?: ChartValues;
}

const namespace = 'kuma-system';
const folder = '/etc/mesh-authority';

/** The authority that the option asks for. */
export function authority({ certificateLifetime, ...mtls }: KumaOptions['mtls']): Authority {
  const dpCert = { rotation: { expiration: certificateLifetime } };
  if (mtls.kind === 'builtin') {
    const conf = { caCert: { RSAbits: 2048, expiration: mtls.lifetime } } as const;
    return { backend: { name: 'builtin', type: 'builtin', dpCert, conf }, objects: [] };
  }
  const conf = { cert: { file: `${folder}/tls.crt` }, key: { file: `${folder}/tls.key` } };
  return {
    backend: { name: 'cert-manager', type: 'provided', dpCert, conf },
    objects: [certificate('mesh-authority', mtls.lifetime)],
    // a whole folder: of a single file, a control plane would never see the renewed one
    mount: { 'mesh-authority': { name: 'mesh-authority', mountPath: folder, readOnly: true } },
  };
}

/**
 * The issuer of the certificate that proxies and the API server know the control plane by. It outlives what it signs: a proxy
 * keeps the authority that it started with, and the chart's own issuer would make another one at each renewal.
 */
export function controlPlaneAuthority(): readonly KubernetesObject[] {
  return [
    create('cert-manager.io/v1', 'Issuer', {
      metadata: { name: 'kuma-self-signed', namespace },
      spec: { selfSigned: {} },
    }),
    certificate('kuma-authority', '175200h'),
    create('cert-manager.io/v1', 'Issuer', {
      metadata: { name: 'kuma-authority', namespace },
      spec: { ca: { secretName: 'kuma-authority' } },
    }),
  ];
}

/** Renewed with the same key, so that what it has signed stays good. */
function certificate(name: string, duration: string): KubernetesObject {
  return create('cert-manager.io/v1', 'Certificate', {
    metadata: { name, namespace },
    spec: {
      secretName: name,
      commonName: name,
      isCA: true,
      duration,
      privateKey: { algorithm: 'RSA', size: 2048, rotationPolicy: 'Never' },
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'kuma-self-signed' },
    },
  });
}
