import type { GateStep } from '../../component.ts';
import type { ComponentOptions } from '../../generated/options.ts';
import { fetchStep, type StoreFolder } from '../../kubernetes/object-store.ts';
import { exec } from './exec.ts';
import { unsealCommands } from './gate.ts';
import { rootTokenCommands } from './root-token.ts';

type Options = ComponentOptions['vault'];

const FILE = 'vault.snap';

/** From a snapshot in the store to a Vault that runs with it, which has then the keys, tokens and logins of the one that was copied. */
export function restoreSteps(options: Options, folder: StoreFolder, hasOperator: boolean): readonly GateStep[] {
  const fetch = fetchStep(folder, FILE);
  return [
    { ...fetch, text: `${fetch.text} The credential in the Vault that was lost is of no use here.` },
    putBack(options),
    open(options),
    ...(hasOperator ? [tellTheCluster(options)] : []),
    look,
  ];
}

function putBack({ seal }: Options): GateStep {
  const key =
    seal.kind === 'shamir'
      ? ''
      : ' Its `seal` names the same key of the key service, without which nothing opens the copy.';
  return {
    text: `Put it in. On a cluster that is built anew, switch the option \`generateRoot\` on and go through the gate below \`vault/install\` first, as far as signing in.${key} In the Vault that was copied itself, leave \`-force\` out: it lets in a copy that other keys open.`,
    commands: [
      `kubectl -n vault cp ${FILE} vault-0:/tmp/${FILE}`,
      `${exec}vault login`,
      `${exec}vault operator raft snapshot restore -address=https://vault-active.vault.svc:8200 -force /tmp/${FILE}`,
      `${exec}rm /tmp/${FILE}`,
    ],
  };
}

function open(options: Options): GateStep {
  if (options.seal.kind === 'shamir')
    return {
      text: 'With other keys than before every server is sealed now. Three people open each with the shares of the Vault that was copied; those of the new one are worth nothing any more.',
      commands: unsealCommands(options),
    };
  return {
    text: 'Every server opens with the key service, and recovery keys and tokens are those of the Vault that was copied. One that says it is sealed is restarted.',
    commands: [`${exec}vault status`, `kubectl -n vault delete pod -l ${options.distribution}-sealed=true`],
  };
}

/** What Vault knows of the API server comes from vault-config-operator, which cannot log in before it is right. */
function tellTheCluster(options: Options): GateStep {
  return {
    text: 'On a cluster that is built anew, Vault still asks the old API server who a service account is, so nothing can log in. Shares of the Vault that was copied make a root token, with which it is told: three people give one each with the second command. Then switch `generateRoot` off again.',
    commands: [
      ...rootTokenCommands(options),
      `${exec}vault login`,
      `${exec}vault write auth/kubernetes/config kubernetes_host=https://kubernetes.default.svc:443`,
      `${exec}sh -c 'vault token revoke -self && rm -f ~/.vault-token'`,
    ],
  };
}

const look: GateStep = {
  text: 'See that every server is there, and that secrets reach their namespaces again.',
  commands: [`${exec}vault status`, 'kubectl get vaultsecrets --all-namespaces'],
};
