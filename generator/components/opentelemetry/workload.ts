import { DOMAIN, folderOf, HEADLESS, ports } from './names.ts';
import { release } from './release.ts';

/** What every collector has, its defaults written out; a newer operator does not rewrite it in the cluster. */
export const collector = {
  image: release.collector,
  managementState: 'managed',
  upgradeStrategy: 'none',
  configVersions: 3,
  ipFamilyPolicy: 'SingleStack',
  // policies are here, in git
  networkPolicy: { enabled: false },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  },
} as const;

/** The first processor of every pipeline: what comes in is refused, and tried again, before the collector is killed. */
export const memoryLimiter = { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 } as const;

/** Where a collector says whether it works, and how well. */
export const healthCheck = { endpoint: `0.0.0.0:${ports.health}` } as const;

/** A collector's own metrics; written out, since the operator would add them. */
export const telemetry = {
  metrics: { readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: ports.metrics } } } }] },
} as const;

/** What is known of the pod that something comes from. */
export const podMetadata = [
  'k8s.namespace.name',
  'k8s.pod.name',
  'k8s.pod.uid',
  'k8s.node.name',
  'k8s.deployment.name',
  'k8s.statefulset.name',
  'k8s.daemonset.name',
  'k8s.job.name',
  'k8s.cronjob.name',
  'k8s.container.name',
  'service.name',
] as const;

/** The user of the image, whose group reads the certificates. */
export const nobody = {
  runAsNonRoot: true,
  runAsUser: 10001,
  runAsGroup: 10001,
  fsGroup: 10001,
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

/** All gateways in turn, where one connection would stay with one of them, by the certificate of a Secret. */
export function gateways(secret: string) {
  return {
    endpoint: `dns:///${HEADLESS}.${DOMAIN}:${ports.collectors}`,
    balancer_name: 'round_robin',
    tls: {
      ca_file: `${folderOf(secret)}/ca.crt`,
      cert_file: `${folderOf(secret)}/tls.crt`,
      key_file: `${folderOf(secret)}/tls.key`,
      reload_interval: '1h',
    },
  } as const;
}

/** A Secret with a certificate as a volume. */
export function tlsVolume(name: string) {
  return { name, secret: { secretName: name } } as const;
}

/** That volume where collectors look for it. */
export function tlsMount(name: string) {
  return { name, mountPath: folderOf(name), readOnly: true } as const;
}
