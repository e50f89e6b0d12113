import type { CheckContext, Finding } from '../../component.ts';
import type { DeclaredSecret } from '../../secret.ts';

type Context = CheckContext<'sealed-secrets'>;

/** What the schema cannot say: that every secret which is said to be sealed is, with all of its keys. */
export function* check({ options: { secrets }, cluster }: Context): Iterable<Finding> {
  for (const declared of cluster.secrets) {
    const index = secrets.findIndex(
      ({ name, namespace }) => name === declared.name && namespace === declared.namespace,
    );
    const sealed = secrets[index];
    if (declared.origin !== 'sealed') {
      if (sealed !== undefined && declared.origin === 'bootstrap') yield byHandToo(declared, index);
    } else if (sealed === undefined) yield nowhere(declared);
    else yield* missingKeys(declared, Object.keys(sealed.encryptedData), index);
  }
}

function nowhere({ name, namespace, keys }: DeclaredSecret): Finding {
  return {
    code: 'unknown-secret',
    severity: 'error',
    path: ['secrets'],
    message: `\`${name}\` in \`${namespace}\` has the origin \`sealed\`, and its values are sealed nowhere`,
    hint: `add { name: ${name}, namespace: ${namespace}, encryptedData: … } with ${listed(keys)}; seal each with \`kubeseal --raw --namespace ${namespace} --name ${name} --from-file=<file>\``,
  };
}

function* missingKeys({ name, namespace, keys, known = {} }: DeclaredSecret, there: readonly string[], index: number) {
  const missing = keys.filter((key) => !there.includes(key) && known[key] === undefined);
  if (missing.length === 0) return;
  yield {
    code: 'missing-option',
    severity: 'error',
    path: ['secrets', index, 'encryptedData'],
    message: `\`${name}\` in \`${namespace}\` lacks ${listed(missing)}`,
    hint: `seal it with \`kubeseal --raw --namespace ${namespace} --name ${name} --from-file=<file>\``,
  } as const;
}

function byHandToo({ name, namespace }: DeclaredSecret, index: number): Finding {
  return {
    code: 'duplicate-object',
    severity: 'error',
    path: ['secrets', index],
    message: `\`${name}\` in \`${namespace}\` has the origin \`bootstrap\`: a person makes it, and the controller touches no Secret that is there already`,
    hint: 'give it `origin: sealed` where it is declared, or leave it out here',
  };
}

function listed(keys: readonly string[]): string {
  return keys.map((key) => `\`${key}\``).join(', ');
}
