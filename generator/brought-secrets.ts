import type { Finding } from './component.ts';
import type { DeclaredSecret, Origin } from './secret.ts';

/** What a component is told of the secrets that it brings: its option `secrets`. */
export interface Bringing {
  readonly origin: Origin;
  readonly entries: readonly { readonly name: string; readonly namespace: string; readonly keys: readonly string[] }[];
  /** The option of an entry with its keys. */
  readonly option: string;
  /** What is wrong where a declared secret has no entry, as the end of a sentence. */
  readonly missing: string;
  /** How the values of a secret are written. */
  hint(secret: DeclaredSecret): string;
}

/** Yields an error at `secrets` for each declared secret of an origin that is not brought with all of its keys, and for each brought one that a person makes too. */
export function* broughtSecrets(declared: readonly DeclaredSecret[], bringing: Bringing): Iterable<Finding> {
  for (const secret of declared) {
    const index = bringing.entries.findIndex(
      ({ name, namespace }) => name === secret.name && namespace === secret.namespace,
    );
    const there = bringing.entries[index]?.keys;
    if (secret.origin === bringing.origin) yield* notBrought(secret, there, index, bringing);
    else if (there !== undefined && secret.origin === 'bootstrap') yield byHandToo(secret, index, bringing);
  }
}

function* notBrought(
  secret: DeclaredSecret,
  there: readonly string[] | undefined,
  index: number,
  { origin, option, missing, hint }: Bringing,
): Iterable<Finding> {
  const keys = secret.keys.filter((key) => secret.known?.[key] === undefined && there?.includes(key) !== true);
  const names = keys.map((key) => `\`${key}\``).join(', ');
  const it = `\`${secret.name}\` in \`${secret.namespace}\``;
  if (there === undefined)
    yield {
      code: 'unknown-secret',
      severity: 'error',
      path: ['secrets'],
      message: `${it} has the origin \`${origin}\`, and ${missing}`,
      hint: `add it with its keys ${names}: ${hint(secret)}`,
    };
  else if (keys.length > 0)
    yield {
      code: 'missing-option',
      severity: 'error',
      path: ['secrets', index, option],
      message: `${it} lacks ${names}`,
      hint: hint(secret),
    };
}

function byHandToo({ name, namespace }: DeclaredSecret, index: number, { origin }: Bringing): Finding {
  return {
    code: 'duplicate-object',
    severity: 'error',
    path: ['secrets', index],
    message: `\`${name}\` in \`${namespace}\` has the origin \`bootstrap\`: a person makes it`,
    hint: `give it \`origin: ${origin}\` where it is declared, or leave it out here`,
  };
}
