import { defineComponent } from '../../component.ts';
import { backups } from './backup.ts';
import { check } from './check.ts';
import { gate } from './gate.ts';
import { google } from './google.ts';
import { access } from './stages/access.ts';
import { backup } from './stages/backup.ts';
import { certificates } from './stages/certificates.ts';
import { install } from './stages/install.ts';

/** Vault: where the platform's secrets are. Upstream: hashicorp/vault, hashicorp/vault-helm; openbao/openbao, openbao/openbao-helm. */
export const vault = defineComponent({
  name: 'vault',
  summary: "The platform's secrets: highly available, encrypted on the wire, unsealed by a key service",
  namespace: { name: 'vault', podSecurity: ({ csi }) => (csi ? 'privileged' : 'baseline') },
  pitfalls: [
    'Vault starts sealed and empty: its servers become ready, and the waves behind it begin, only after `vault operator init`, once, by hand.',
    'The credential of the key service cannot come from Vault, which needs it to start; it is a Secret that a person puts in before (origin `bootstrap`).',
    'The chart replaces no running server (`OnDelete`), so that Argo CD says Synced and Healthy while old servers run. With a key service servers are replaced one by one; without one each restart needs people, who also choose when: `kubectl -n vault delete pod vault-2`, unseal, then the next.',
    'Vault reads its certificate when it starts and then never again; a container beside it sends it a SIGHUP when cert-manager has renewed it. That container also turns the audit log over: an audit log that cannot be written stops Vault.',
    'No public authority signs names inside of the cluster, so Vault has one of its own, which signs for its namespace only: whoever it signs for can pass for Vault. Who talks to Vault from elsewhere needs `ca.crt` of the Secret `vault-ca`.',
    'The chart puts two servers, or two injectors, never on the same node; more of them than nodes stay Pending.',
    'Vault 2 makes a root token from key shares only for who has a token already (CVE-2026-5807), so with the first one revoked and no other way in nobody gets in; `generateRoot` opens that door, for as long as it takes.',
    'The classes and sizes of volumes, and whether there is one for the audit log, cannot change in a StatefulSet: delete it with `--cascade=orphan`, and Argo CD makes it again around its running pods.',
    "The injector's webhook ignores its own failure: a pod that starts while no injector answers starts without its secrets.",
    'The disruption budget of a single server is 0, which keeps its node from ever being drained; there is none for one.',
    'The CSI provider mounts a folder of the node, which only a privileged namespace allows.',
    'A snapshot is as good as Vault itself to whoever can open it: the seal, or three shares. One that is put back brings the keys and logins of its time, and on another cluster an API server that is gone; the runbook has each step.',
    'The credential of the backup store may come from Vault, since only a Vault that runs is copied; who brings a copy back needs one that does not.',
    "OpenBao's chart calls everything `openbao`, starts a server only when the one before it is ready, which before `operator init` is never, and mounts its volumes elsewhere; here it has Vault's names, labels, ports and paths, so that what talks to the one talks to the other.",
    'OpenBao lets nobody switch an audit log on through its API; its file has it instead. It has no `disable_mlock`; what `generateRoot` opens is in its listener, and its command line does not ask there, so the runbook does.',
    'OpenBao 2.6 has the seals `gcpckms` and `awskms`, and 2.7 will have them as plugins only: a later chart may need one.',
    "OpenBao's CSI provider has a socket `openbao` in a folder of its own; here it is Vault's, so that `provider: vault` finds it. An address in a SecretProviderClass is its `openbaoAddress`.",
  ],
  stages: { certificates, install, access, backup },
  gate,
  backups,
  google,
  check,
});
