import type { Gate, GateStep } from '../../component.ts';
import type { VaultOptions } from '../../generated/options.ts';
import { auditDevice } from './audit-device.ts';
import { exec } from './exec.ts';
import { rootTokenWords } from './root-token.ts';

/** The first start of Vault, which gives out the keys and a token for everything: nothing that could be left to a machine. */
export const gate: Gate<'vault'> = {
  after: 'install',
  message: 'the first `vault operator init`',
  steps: ({ options, enabled }) => {
    const hasOperator = enabled['vault-config-operator'] !== undefined;
    return [
      look,
      ...initialise(options),
      signIn,
      audit(options),
      ...(hasOperator ? [letOperatorIn] : []),
      ...runPlugins(options),
      giveTokenUp(options, hasOperator),
    ];
  },
};

const look: GateStep = {
  text: 'Every server runs and says that it is not initialised. A pod that cannot start lacks a Secret (`kubectl -n vault describe pod vault-0`); one that ended before the cause was mended is not replaced by itself: `kubectl -n vault delete pod vault-0`.',
  commands: ['kubectl -n vault get pods', `${exec}vault status`],
};

function initialise({ seal, replicas }: VaultOptions): readonly GateStep[] {
  const shares =
    'Initialise one server. It prints five shares, each for another person and none for git, and the root token.';
  if (seal.kind !== 'shamir') {
    const text = `${shares} The shares are recovery keys: every server joins and opens by itself.`;
    return [{ text, commands: [`${exec}vault operator init -recovery-shares=5 -recovery-threshold=3`] }];
  }
  return [
    { text: shares, commands: [`${exec}vault operator init -key-shares=5 -key-threshold=3`] },
    {
      text: 'Three people open every server with a share each, now and after each restart: each of these three times.',
      commands: unsealCommands({ replicas }),
    },
  ];
}

/** What opens each server, a share at a time. */
export function unsealCommands({ replicas }: Pick<VaultOptions, 'replicas'>): readonly string[] {
  const servers = Array.from({ length: replicas }, (_, index) => `vault-${index}`);
  return servers.map((server) => `kubectl -n vault exec -ti ${server} -- vault operator unseal`);
}

const signIn: GateStep = {
  text: 'Sign in with the root token, and see that every server has joined.',
  commands: [`${exec}vault login`, `${exec}vault operator raft list-peers`],
};

function audit(options: VaultOptions): GateStep {
  const { name, path } = auditDevice(options);
  const place = options.auditStorage === undefined ? 'the output of the container' : 'its volume';
  if (options.distribution === 'openbao') {
    const text = `See that the audit log is on, into ${place}: the servers' file has it (\`${name}\`), and nothing else may switch it on.`;
    return { text, commands: [`${exec}vault audit list`] };
  }
  return {
    text: `Switch the audit log on before anything else happens, into ${place}.`,
    commands: [`${exec}vault audit enable file file_path=${path}`],
  };
}

const letOperatorIn: GateStep = {
  text: 'Let vault-config-operator in. Its own objects narrow this policy down as soon as it runs.',
  commands: [
    `${exec}vault auth enable kubernetes`,
    `${exec}vault write auth/kubernetes/config kubernetes_host=https://kubernetes.default.svc:443`,
    `echo 'path "sys/*"             { capabilities = ["create", "read", "update", "list"] }`,
    `      path "auth/kubernetes/*" { capabilities = ["create", "read", "update", "list"] }' |`,
    '  kubectl -n vault exec -i vault-0 -- vault policy write config-admin -',
    `${exec}vault write auth/kubernetes/role/config-admin \\`,
    '  bound_service_account_names=vault-config-operator-controller-manager bound_service_account_namespaces=vault \\',
    '  alias_name_source=serviceaccount_uid token_policies=config-admin token_ttl=10m',
  ],
};

function runPlugins({ plugins }: VaultOptions): readonly GateStep[] {
  if (Object.keys(plugins).length === 0) return [];
  const commands = [
    `${exec}sh -c 'cd /vault/data/plugins && for each in *; do`,
    '  vault plugin register -sha256="$(sha256sum "$each" | cut -d " " -f 1)" -command="$each" secret "$each"; done\'',
  ];
  return [{ text: 'Let Vault run its plugins; again after each change of one.', commands }];
}

function giveTokenUp(options: VaultOptions, hasOperator: boolean): GateStep {
  const first = hasOperator
    ? 'Once vault-config-operator has made the secrets engines (`vault secrets list` shows `kv/`), put in the secrets below, then give the root token up.'
    : 'Once another login has the rights to set Vault up, give the root token up.';
  return {
    text: `${first} Three shares make another one, ${rootTokenWords(options)}, while the option \`generateRoot\` is on.`,
    commands: [`${exec}sh -c 'vault token revoke -self && rm -f ~/.vault-token'`],
  };
}
