import { defineStage } from '../../../component.ts';
import { backupObjects } from '../backup.ts';

/** Copies of the tables, once there are servers to make them. */
export const backup = defineStage('clickhouse', {
  summary: 'copies of the tables, in an object store',
  clusterResources: ({ options, cluster }) => backupObjects(options, cluster.name),
});
