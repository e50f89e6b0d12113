import { defineComponent } from '../../component.ts';
import { renderText } from '../../text.ts';
import { check } from './check.ts';
import { install } from './stages/install.ts';
import { instance } from './stages/instance.ts';
import { secrets } from './stages/secrets.ts';

/** vault-config-operator: what is in Vault, from git. Upstream: redhat-cop/vault-config-operator. */
export const vaultConfigOperator = defineComponent({
  name: 'vault-config-operator',
  summary: 'What is in Vault, from git: mounts, policies, roles, and every declared secret where it is used',
  // Vault's own namespace: the certificate authority that Vault's certificate comes from is a Secret there, and a Secret cannot be mounted from
  // another namespace. An issuer for all namespaces instead would let each of them pass for Vault.
  namespace: { name: 'vault', podSecurity: 'baseline' },
  pitfalls: [
    'The chart leaves its Deployment, Issuer and Certificates without a namespace, which Kustomize does not make up for; a patch does.',
    'Outside of OpenShift nothing makes the certificate of the webhooks unless `enableCertManager` is set, and no object of Vault is admitted.',
    "The chart asks for Prometheus' ServiceMonitor unless `enableMonitoring` is off; here it is.",
    'Removing a SecretEngineMount deletes every secret in it. Those of `kv` and `kv-system` are kept by Argo CD, and the role `config-admin` may not delete them.',
    'The operator can change its own policy and role, but not remove them, so that it cannot lock itself out.',
    'A path of Vault given to KubernetesAuthEngineConfig is followed by the name, so the one for `kubernetes` has the path `/`.',
    'Tokens of Vault live 32 days unless a role says otherwise, and the operator logs in for every secret every five minutes; here they live ten minutes.',
    'A key that Vault lacks would become the text `<no value>` in the Secret; here it is an error that Argo CD shows. A secret put in by hand is found within a quarter of an hour, or at once after `kubectl delete` of its VaultSecret.',
    'A RandomSecret is made once and lets neither its path nor its key change. Both are in its name: for another path there is another object, and the old value stays in Vault.',
    'The operator takes no condition back: after Vault was away for a minute everything says `ReconcileFailed` for ever. The health checks go by the spec that was last accepted, and by how long a Secret is overdue.',
    'The private key of the GitHub App is read from a Secret, since the reader of Vault paths knows version 1 of `kv` only. After another key, run `vault delete github/config` and restart the operator: it does not compare keys.',
  ],
  stages: { install, instance, secrets },
  health: { 'redhatcop.redhat.io/*': renderText('vault-config-operator/health.lua', {}) },
  check,
});
