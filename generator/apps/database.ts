import { type NamedApp, namespaceOf, podLabels } from '../app.ts';
import type { Database } from '../generated/options.ts';
import { create } from '../kubernetes/create.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { type Engine, engines, loginSecret } from './engines.ts';
import { type Container, confinement, fromSecret, listOf, podSecurity, resourcesOf } from './pod.ts';
import { claim } from './workload.ts';

/** A database of an app: one server with a volume, under the name of the database. */
export function databaseObjects(app: NamedApp, name: string, database: Database): readonly KubernetesObject[] {
  const engine = engines[database.kind];
  const labels = podLabels(app.name, name);
  const metadata = { name, namespace: namespaceOf(app), labels };
  const ports = [{ name: database.kind, port: engine.port, protocol: 'TCP', targetPort: 'db' }] as const;
  return [
    create('v1', 'Service', { metadata, spec: { type: 'ClusterIP', clusterIP: 'None', selector: labels, ports } }),
    claim(app, `${name}-data`, database.size, database.storageClass),
    create('apps/v1', 'StatefulSet', {
      metadata,
      spec: {
        serviceName: name,
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: app.name,
            enableServiceLinks: false,
            // time to write everything down
            terminationGracePeriodSeconds: 60,
            securityContext: podSecurity('restricted', engine.user, true),
            containers: [server(name, database, engine)],
            volumes: [
              { name: 'data', persistentVolumeClaim: { claimName: `${name}-data` } },
              ...scratch(engine).map(([volume]) => ({ name: volume, emptyDir: {} })),
            ],
          },
        },
      },
    }),
  ];
}

function server(name: string, { image, resources }: Database, engine: Engine): Container {
  const env = Object.entries(engine.env).map(([variable, value]) =>
    typeof value === 'string' ? { name: variable, value } : fromSecret(variable, loginSecret(name), value.key),
  );
  const probe = { tcpSocket: { port: 'db' }, timeoutSeconds: 3 };
  return {
    name,
    image: image ?? engine.image,
    ...(engine.command === undefined ? {} : { command: engine.command }),
    ...(engine.args === undefined ? {} : { args: engine.args }),
    ports: [{ name: 'db', containerPort: engine.port, protocol: 'TCP' }],
    ...listOf('env', env),
    // the first start makes the files
    startupProbe: { ...probe, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { ...probe, periodSeconds: 10, failureThreshold: 3 },
    livenessProbe: { ...probe, periodSeconds: 20, failureThreshold: 3 },
    resources: resourcesOf(resources),
    ...confinement('restricted', false),
    volumeMounts: [
      { name: 'data', mountPath: engine.mountPath },
      ...scratch(engine).map(([volume, mountPath]) => ({ name: volume, mountPath })),
    ],
  };
}

function scratch({ scratch: folders }: Engine): readonly (readonly [name: string, mountPath: string])[] {
  return ['/tmp', ...folders].map((path, index) => [index === 0 ? 'tmp' : `scratch-${index}`, path]);
}
