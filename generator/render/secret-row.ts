import { KV_MOUNT } from '../kubernetes/secret-objects.ts';
import { type DeclaredSecret, vaultPath } from '../secret.ts';

/** What the runbook says of a secret: `puts` are the commands that bring it into Vault, `creates` those that make it without Vault, `seals` those that seal it. */
export function secretRow(secret: DeclaredSecret) {
  const { name, namespace, purpose, holds, keys } = secret;
  const path = `${KV_MOUNT}/${vaultPath(secret)}`;
  return {
    ...{ name, namespace, purpose, path, keys: keys.join(', ') },
    hasHolds: holds !== undefined,
    holds,
    puts: putCommands(secret, path),
    creates: createCommands(secret),
    seals: sealCommands(secret),
  };
}

/** A shell takes the newline off that ends what was typed, and Vault would not. */
function putCommands({ keys, known = {} }: DeclaredSecret, path: string): readonly string[] {
  return keys.map((key, index) => {
    const value = known[key] === undefined ? '"$(cat)"' : quoted(known[key]);
    const verb = index === 0 ? 'put' : 'patch';
    return `printf %s ${value} | kubectl -n vault exec -i vault-0 -- vault kv ${verb} ${path} ${key}=-`;
  });
}

function createCommands({ name, namespace, keys, known = {}, labels = {} }: DeclaredSecret): readonly string[] {
  const values = keys.map((key) =>
    known[key] === undefined ? `--from-file=${key}=<file>` : `--from-literal=${quoted(`${key}=${known[key]}`)}`,
  );
  const label = Object.entries(labels).map(
    ([key, value]) => `kubectl -n ${namespace} label secret ${name} ${key}=${value}`,
  );
  return [`kubectl -n ${namespace} create secret generic ${name} ${values.join(' ')}`, ...label];
}

/** A command for each value that is not known, with its key as a comment behind it. */
function sealCommands({ name, namespace, keys, known = {} }: DeclaredSecret): readonly string[] {
  return keys
    .filter((key) => known[key] === undefined)
    .map((key) => {
      const seal = `kubeseal --raw --namespace ${namespace} --name ${name} --from-file=/dev/stdin`;
      return `printf %s "$(cat)" | ${seal}  # ${key}`;
    });
}

/** As one word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
