import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { collection, storeSecrets } from '../backup.ts';
import { here, INSTALLATION, NAMESPACE, ports } from '../names.ts';
import { volumeClaim } from '../pods.ts';
import { files, serverPod, settings } from '../server.ts';
import { profiles, userSecrets, users } from '../users.ts';

/** The servers, their users and tables, and who reaches them. */
export const instance = defineStage('clickhouse', {
  summary: 'the ClickHouse servers with their users and tables',
  after: ['mayastor/storage-classes', 'rook-ceph/storage-classes'],
  provides: [
    {
      apiVersion: 'v1',
      kind: 'Service',
      name: `clickhouse-${INSTALLATION}`,
      namespace: NAMESPACE,
      ports: [ports.native, ports.https],
    },
  ],
  secrets: ({ options }) => [...userSecrets(options), ...storeSecrets(options)],
  resources: ({ options }) => [
    create('clickhouse.altinity.com/v1', 'ClickHouseInstallation', {
      metadata: here(INSTALLATION),
      spec: {
        configuration: {
          zookeeper: { keeper: { name: INSTALLATION, serviceType: 'replicas' } },
          users: users(options),
          profiles,
          settings: { ...settings(options.storage.logSize), ...collection(options) },
          files: files(options.retention),
          clusters: [
            {
              name: INSTALLATION,
              secure: 'yes',
              insecure: 'no',
              // servers know each other by it and act for the user who asked, whose rights hold on every shard
              secret: { auto: 'yes' },
              pdbManaged: 'yes',
              pdbMaxUnavailable: 1,
              layout: { shardsCount: options.shards, replicasCount: options.replicas },
            },
          ],
        },
        // names in braces are ClickHouse's own, to be filled in by each server
        reconcile: { macros: { sections: { files: { enabled: 'no' } } } },
        defaults: {
          storageManagement: { provisioner: 'StatefulSet', reclaimPolicy: 'Retain' },
          templates: { podTemplate: 'server', dataVolumeClaimTemplate: 'data', serviceTemplate: 'clients' },
        },
        templates: {
          podTemplates: [serverPod(options.resources)],
          volumeClaimTemplates: [
            volumeClaim('data', options.storage.size, options.storageClass),
            volumeClaim('log', options.storage.logSize, options.storageClass),
          ],
          serviceTemplates: [
            {
              name: 'clients',
              generateName: 'clickhouse-{chi}',
              spec: {
                type: 'ClusterIP',
                ports: [servicePort('secureclient', ports.native), servicePort('https', ports.https)],
              },
            },
          ],
        },
      },
    }),
    reached(options.clients),
  ],
});

function servicePort(name: string, port: number) {
  return { name, protocol: 'TCP', port, targetPort: port } as const;
}

/** Clients reach the two ports with TLS; the servers each other, and the operator them, on those and on the one of replication. */
function reached(clients: readonly string[]) {
  const encrypted = [ports.native, ports.https].map((port) => ({ protocol: 'TCP' as const, port }));
  const among = [...encrypted, { protocol: 'TCP' as const, port: ports.interserver }];
  const namespaces = {
    matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In' as const, values: [...clients] }],
  };
  return create('networking.k8s.io/v1', 'NetworkPolicy', {
    metadata: here(`clickhouse-${INSTALLATION}`),
    spec: {
      podSelector: { matchLabels: { 'clickhouse.altinity.com/chi': INSTALLATION } },
      policyTypes: ['Ingress'],
      ingress: [
        ...(clients.length === 0 ? [] : [{ from: [{ namespaceSelector: namespaces }], ports: encrypted }]),
        { from: [{ podSelector: {} }], ports: among },
      ],
    },
  });
}
