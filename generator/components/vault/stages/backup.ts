import { defineStage } from '../../../component.ts';
import { backupObjects, storeSecrets } from '../backup.ts';

/** Snapshots of Vault. It comes after what gives it its rights in Vault, and so long after Vault itself. */
export const backup = defineStage('vault', {
  summary: 'snapshots of all that is in Vault, in an object store',
  needsWhen: ({ options }) => (options.backup === undefined ? [] : ['vault-config-operator/instance']),
  clusterSecrets: ({ options }) => storeSecrets(options),
  clusterResources: ({ options, cluster }) => backupObjects(options, cluster.name),
});
