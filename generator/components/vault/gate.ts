import type { Gate } from '../../component.ts';

const exec = 'kubectl -n vault exec -ti vault-0 -- ';

/** A block of commands inside of a step, with a blank line on either side. */
function commands(...lines: readonly string[]): readonly string[] {
  return ['', ...['```sh', ...lines, '```'].map((line) => `   ${line}`), ''];
}

/** The first start of Vault, which gives out the keys and a token for everything: nothing that could be left to a machine. */
export const gate: Gate<'install'> = {
  after: 'install',
  message: 'waiting for `vault operator init`, see the runbook',
  steps: [
    '1. Every server runs and says that it is not initialised. A pod that cannot start lacks a Secret (`kubectl -n vault describe pod vault-0`); one',
    '   that ended before the cause was mended is not replaced by itself: `kubectl -n vault delete pod vault-0`.',
    ...commands('kubectl -n vault get pods', `${exec}vault status`),
    '2. Initialise one server. It prints five shares, each for another person and none for git, and the root token. With a key service the shares',
    '   are recovery keys, and every server joins and opens by itself:',
    ...commands(`${exec}vault operator init -recovery-shares=5 -recovery-threshold=3`),
    '   With `seal: { kind: shamir }` three people open every server with a share each, now and after each restart:',
    ...commands(
      `${exec}vault operator init -key-shares=5 -key-threshold=3`,
      'kubectl -n vault exec -ti vault-0 -- vault operator unseal   # three times, then vault-1, vault-2, …',
    ),
    '3. Sign in with the root token, and see that every server has joined:',
    ...commands(`${exec}vault login`, `${exec}vault operator raft list-peers`),
    '4. Switch the audit log on before anything else happens, into the output of the container:',
    ...commands(`${exec}vault audit enable file file_path=stdout`),
    '   or, with `auditStorage`, into its volume:',
    ...commands(`${exec}vault audit enable file file_path=/vault/audit/audit.log`),
    '5. Let vault-config-operator in. Its own objects narrow this policy down as soon as it runs:',
    ...commands(
      `${exec}vault auth enable kubernetes`,
      `${exec}vault write auth/kubernetes/config kubernetes_host=https://kubernetes.default.svc:443`,
      `echo 'path "sys/*"             { capabilities = ["create", "read", "update", "list"] }`,
      `      path "auth/kubernetes/*" { capabilities = ["create", "read", "update", "list"] }' |`,
      '  kubectl -n vault exec -i vault-0 -- vault policy write config-admin -',
      `${exec}vault write auth/kubernetes/role/config-admin \\`,
      '  bound_service_account_names=vault-config-operator-controller-manager bound_service_account_namespaces=vault \\',
      '  alias_name_source=serviceaccount_uid token_policies=config-admin token_ttl=10m',
    ),
    '6. Where `plugins` are given, let Vault run them (again after each change of one):',
    ...commands(
      `${exec}sh -c 'cd /vault/data/plugins && for each in *; do`,
      '  vault plugin register -sha256="$(sha256sum "$each" | cut -d " " -f 1)" -command="$each" secret "$each"; done\'',
    ),
    '7. Once vault-config-operator has made the secrets engines (`vault secrets list` shows `kv/`), put in the secrets below, then give the root',
    '   token up. Three shares make another one, `vault operator generate-root`, while the option `generateRoot` is on.',
    ...commands(`${exec}sh -c 'vault token revoke -self && rm -f ~/.vault-token'`).slice(0, -1),
  ],
};
