import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { exportScripts } from '../export.ts';
import { DEPLOY_KEY, INSTANCE, NAMESPACE } from '../names.ts';
import { patches } from '../patches.ts';

/** Pixie itself, with the scripts that hand its data on where there is a collector to take it. */
export const instance = defineStage('pixie', {
  summary: 'Pixie on each node, and what it hands on to OpenTelemetry',
  after: ['mayastor/storage-classes', 'opentelemetry/collectors', 'rook-ceph/storage-classes'],
  secrets: ({ options: { deployKey } }) => [
    {
      ...deployKey,
      name: DEPLOY_KEY,
      namespace: NAMESPACE,
      keys: ['deploy-key'],
      purpose: "joining Pixie's cloud",
    },
  ],
  resources: ({ options, after }) => (after.opentelemetry === undefined ? [] : exportScripts(options.export)),
  clusterResources: ({ options, platform, cluster, after }) => [
    create('px.dev/v1alpha1', 'Vizier', {
      metadata: { name: INSTANCE, namespace: NAMESPACE },
      spec: {
        version: options.release,
        disableAutoUpdate: true,
        cloudAddr: `${options.cloud}:443`,
        clusterName: `${platform.name}-${cluster.name}`,
        customDeployKeySecret: DEPLOY_KEY,
        dataAccess: options.dataAccess,
        pemMemoryLimit: options.memory.limit,
        pemMemoryRequest: options.memory.request,
        patches: patches(after.opentelemetry !== undefined && options.export.length > 0),
      },
    }),
  ],
});
