import { defineStage } from '../../../component.ts';
import { storeSecret } from '../../../kubernetes/object-store.ts';
import { backupObjects, STORE_SECRET } from '../backup.ts';

/** Snapshots of Vault. It comes after what gives it its rights in Vault, and so long after Vault itself. */
export const backup = defineStage('vault', {
  summary: 'snapshots of all that is in Vault, in an object store',
  needsWhen: ({ options }) => (options.backup === undefined ? [] : ['vault-config-operator/instance']),
  clusterSecrets: ({ options }) =>
    options.backup === undefined
      ? []
      : [
          storeSecret(options.backup.store, {
            name: STORE_SECRET,
            namespace: 'vault',
            purpose: 'the object store that copies of Vault go to',
          }),
        ],
  clusterResources: ({ options, cluster }) => backupObjects(options, cluster.name),
});
