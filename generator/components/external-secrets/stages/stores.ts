import { defineStage } from '../../../component.ts';
import { credentials, storeObjects, usesVault } from '../stores.ts';

/** Where secrets are; Vault's own role for a store in it comes first. */
export const stores = defineStage('external-secrets', {
  summary: 'the stores that secrets come from',
  needsWhen: ({ options }) => (usesVault(options) ? ['vault-config-operator/instance'] : []),
  secrets: ({ options }) => credentials(options),
  clusterResources: ({ options }) =>
    Object.entries(options.stores).flatMap(([name, store]) => storeObjects(name, store, options)),
});
