import { defineStage, type Provided } from '../../../component.ts';
import { hostOn } from '../host.ts';
import { release } from '../release.ts';
import { secrets } from '../secrets.ts';
import { chartValues } from '../values.ts';

const migrate = { apiVersion: 'batch/v1', kind: 'Job', name: 'oneuptime-migrate-1', namespace: 'oneuptime' };
const secret = (name: string) => ({ apiVersion: 'v1', kind: 'Secret', name, namespace: 'oneuptime' });

/** OneUptime with its databases. Its host is another stage: the databases need not wait for a certificate. */
export const install = defineStage('oneuptime', {
  summary: 'OneUptime and its databases',
  after: ['mayastor/storage-classes', 'rook-ceph/storage-classes'],
  secrets: () => Object.values(secrets),
  chart: {
    repository: 'https://helm-chart.oneuptime.com',
    name: 'oneuptime',
    version: release.chart,
    leftOut: [secret(secrets.application.name), secret(secrets.postgres.name)],
    patches: [
      {
        ...migrate,
        annotations: {
          'argocd.argoproj.io/hook': 'Sync',
          'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        },
        reason:
          'As an object of its own it could not change; as a hook after the sync it would wait for pods that wait for it.',
      },
    ],
  },
  provides: [
    service('oneuptime-nginx', 80),
    service('oneuptime-app', 3002, 4317),
    service('oneuptime-postgresql', 5432),
    service('oneuptime-redis-master', 6379),
    service('oneuptime-clickhouse', 8123, 9000),
  ],
  values: ({ options }) => chartValues(options),
  clusterValues: ({ options, cluster }) => ({ host: hostOn(options, cluster) }),
});

function service(name: string, ...ports: readonly number[]): Provided {
  return { apiVersion: 'v1', kind: 'Service', name, namespace: 'oneuptime', ports };
}
