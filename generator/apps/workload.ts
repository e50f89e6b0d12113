import { type NamedApp, type NamedService, namespaceOf, podLabels, replicasOf } from '../app.ts';
import { create } from '../kubernetes/create.ts';
import { kept } from '../kubernetes/kept.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { secondsOf } from '../kubernetes/seconds.ts';
import { claimName, containerOf, fileKey, filesName } from './container.ts';
import { injectorAnnotations } from './injection.ts';
import { listOf, type PodTemplate, podSecurity } from './pod.ts';
import { providerClasses } from './provider-class.ts';

/** Everything that runs a service: a Deployment or a CronJob, what it keeps and reads, and its address. */
export function serviceObjects(app: NamedApp, service: NamedService): readonly KubernetesObject[] {
  const isJob = service.options.schedule !== undefined;
  return [
    isJob ? cronJob(app, service) : deployment(app, service),
    ...claims(app, service),
    ...files(app, service),
    ...providerClasses(app, service),
    ...(isJob ? [] : [...address(app, service), ...scaling(app, service), ...budget(app, service)]),
  ];
}

/** The account that all pods of an app have; it may do nothing in the cluster. */
export function serviceAccount(app: NamedApp): KubernetesObject {
  return create('v1', 'ServiceAccount', { metadata: metadataOf(app, app.name), automountServiceAccountToken: false });
}

function metadataOf(app: NamedApp, name: string) {
  return { name, namespace: namespaceOf(app), labels: podLabels(app.name, name) };
}

function deployment(app: NamedApp, service: NamedService): KubernetesObject {
  const { autoscaling, volumes } = service.options;
  const labels = podLabels(app.name, service.name);
  return create('apps/v1', 'Deployment', {
    metadata: metadataOf(app, service.name),
    spec: {
      // where it is scaled, the number is not git's to say
      ...(autoscaling === undefined ? { replicas: replicasOf(service) } : {}),
      // two pods cannot have one volume at a time
      ...(Object.keys(volumes).length > 0 ? { strategy: { type: 'Recreate' as const } } : {}),
      selector: { matchLabels: labels },
      template: template(app, service, labels),
    },
  });
}

function template(app: NamedApp, service: NamedService, labels: PodTemplate['metadata']['labels']): PodTemplate {
  const isSpread = service.options.autoscaling !== undefined || replicasOf(service) > 1;
  const spread = { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' } as const;
  return {
    metadata: { labels, ...annotationsOf(app, service) },
    spec: {
      serviceAccountName: app.name,
      enableServiceLinks: false,
      ...listOf('topologySpreadConstraints', isSpread ? [{ ...spread, labelSelector: { matchLabels: labels } }] : []),
      ...podOf(app, service),
    },
  };
}

function podOf(app: NamedApp, service: NamedService) {
  const { container, volumes } = containerOf(app, service);
  const { user, volumes: keeps } = service.options;
  return {
    securityContext: podSecurity(app.options.security, user, Object.keys(keeps).length > 0),
    containers: [container],
    ...listOf('volumes', volumes),
  };
}

function annotationsOf(app: NamedApp, service: NamedService): PodTemplate['metadata'] | object {
  const annotations = injectorAnnotations(app, service);
  return Object.keys(annotations).length === 0 ? {} : { annotations };
}

function cronJob(app: NamedApp, service: NamedService): KubernetesObject {
  const { schedule = '', deadline = '1h' } = service.options;
  return create('batch/v1', 'CronJob', {
    metadata: metadataOf(app, service.name),
    spec: {
      schedule,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          activeDeadlineSeconds: secondsOf(deadline),
          backoffLimit: 2,
          template: {
            metadata: { labels: podLabels(app.name, service.name), ...annotationsOf(app, service) },
            spec: {
              restartPolicy: 'Never',
              serviceAccountName: app.name,
              automountServiceAccountToken: false,
              enableServiceLinks: false,
              ...podOf(app, service),
            },
          },
        },
      },
    },
  });
}

function claims(app: NamedApp, service: NamedService): readonly KubernetesObject[] {
  return Object.entries(service.options.volumes).map(([name, { size, storageClass }]) =>
    claim(app, claimName(service, name), size, storageClass),
  );
}

/** A volume that stays when its app goes: only a person deletes what was kept. */
export function claim(app: NamedApp, name: string, size: string, storageClass?: string): KubernetesObject {
  return create('v1', 'PersistentVolumeClaim', {
    metadata: { ...metadataOf(app, name), annotations: kept },
    spec: {
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Filesystem',
      ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
      resources: { requests: { storage: size } },
    },
  });
}

function files(app: NamedApp, service: NamedService): readonly KubernetesObject[] {
  const entries = Object.entries(service.options.files).map(([path, text]) => [fileKey(path), text] as const);
  if (entries.length === 0) return [];
  return [
    create('v1', 'ConfigMap', {
      metadata: metadataOf(app, filesName(service)),
      immutable: true,
      data: Object.fromEntries(entries),
    }),
  ];
}

function address(app: NamedApp, { name, options: { port } }: NamedService): readonly KubernetesObject[] {
  if (port === undefined) return [];
  const ports = [{ name: 'http', port, protocol: 'TCP', targetPort: 'http' }] as const;
  const spec = { type: 'ClusterIP', selector: podLabels(app.name, name), ports } as const;
  return [create('v1', 'Service', { metadata: metadataOf(app, name), spec })];
}

function scaling(app: NamedApp, { name, options: { autoscaling } }: NamedService): readonly KubernetesObject[] {
  if (autoscaling === undefined) return [];
  const { min, max, cpu } = autoscaling;
  return [
    create('autoscaling/v2', 'HorizontalPodAutoscaler', {
      metadata: metadataOf(app, name),
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas: min,
        maxReplicas: max,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpu } } },
        ],
      },
    }),
  ];
}

/** Nodes are emptied one pod at a time; of a single pod nothing could be kept, and the node would never be empty. */
function budget(app: NamedApp, service: NamedService): readonly KubernetesObject[] {
  const least = service.options.autoscaling?.min ?? replicasOf(service);
  if (least < 2) return [];
  const selector = { matchLabels: podLabels(app.name, service.name) };
  const spec = { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector } as const;
  return [create('policy/v1', 'PodDisruptionBudget', { metadata: metadataOf(app, service.name), spec })];
}
