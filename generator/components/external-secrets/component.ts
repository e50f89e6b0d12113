import { defineComponent } from '../../component.ts';
import { check } from './check.ts';
import { google } from './google.ts';
import { install } from './stages/install.ts';
import { secrets } from './stages/secrets.ts';
import { stores } from './stages/stores.ts';

/** External Secrets Operator: secrets from stores outside. Upstream: external-secrets/external-secrets. */
export const externalSecrets = defineComponent({
  name: 'external-secrets',
  summary: 'Secrets from stores outside of the cluster',
  namespace: { name: 'external-secrets', podSecurity: 'restricted' },
  pitfalls: [
    'The CRD adds fields that were left out, and Argo CD sees a difference for ever; which ones changes with the version. Every one of them is written out here.',
    'A ClusterSecretStore is open to every namespace: whoever may write an ExternalSecret anywhere reads all of it. Here it is open to the namespaces of its secrets, and to those that it names.',
    'In Vault, a store reads the paths that it names and nothing else, in a role of its own that vault-config-operator makes before the store.',
    'The CRDs of stores are too large for a client-side apply; every Application here applies on the server.',
    'The webhook refuses every store and secret while its certificate is not there, so the stores are a stage of their own.',
    'The certificate of the webhook and its authority are written at run time by the operator; Argo CD leaves both alone.',
    'Version v1beta1 of its kinds is no longer served; objects here are v1.',
    'Only the newest minor release is looked after upstream, for about three weeks each.',
    'A secret of Vault without `property` would be the JSON of the whole; that is an error.',
  ],
  stages: { install, stores, secrets },
  google,
  check,
});
