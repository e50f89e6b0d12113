import { type NamedApp, type NamedService, servicesOf } from '../app.ts';
import type { Finding } from '../component.ts';
import type { AppSecret, ComponentOptions } from '../generated/options.ts';
import { isFromVault } from '../secret.ts';
import type { AppContext } from './app-context.ts';
import { githubToken } from './check-github-token.ts';
import { AUTHORITY } from './injection.ts';

/** What is wrong with how a service gets its secrets; paths begin at the service's block. */
export function* delivery(service: NamedService, context: AppContext): Iterable<Finding> {
  for (const [name, secret] of Object.entries(service.options.secrets)) {
    yield* oneWay(name, secret, service, context);
    yield* oneOrigin(name, secret, service, context);
    yield* githubToken(name, secret, context);
    yield* withoutAgent(name, secret);
    if (secret.delivery === 'secret') continue;
    yield* contradictions(name, secret);
    yield* bringer(name, secret, context);
  }
}

/** A Secret is read below another name than what pods read themselves, so a secret in both ways would be two. */
function* oneWay(name: string, secret: AppSecret, service: NamedService, { app }: AppContext): Iterable<Finding> {
  const path = ['secrets', name, 'delivery'];
  const first = firstWith(name, app) ?? service;
  const isSecret = first.options.secrets[name]?.delivery === 'secret';
  if (isSecret !== (secret.delivery === 'secret')) {
    const message = `\`${first.name}\` and \`${service.name}\` would have two secrets \`${name}\`: Vault keeps what pods read themselves at another path`;
    yield {
      code: 'wrong-value',
      severity: 'error',
      path,
      message,
      hint: 'deliver it to both in one way, or rename one',
    };
  }
  if (name !== AUTHORITY) return;
  const message = `\`${AUTHORITY}\` is the name of what the agents of Vault trust`;
  yield { code: 'reserved-name', severity: 'error', path: ['secrets', name], message, hint: 'rename the secret' };
}

/** Services that name one secret share it, so it comes from one place. */
function* oneOrigin(name: string, { from }: AppSecret, service: NamedService, { app }: AppContext): Iterable<Finding> {
  const first = firstWith(name, app) ?? service;
  const other = first.options.secrets[name]?.from;
  if (other === from) return;
  const message = `the secret \`${name}\` is \`from: ${from}\` at \`${service.name}\` and \`from: ${other}\` at \`${first.name}\`, and they share it`;
  yield {
    code: 'wrong-value',
    severity: 'error',
    path: ['secrets', name, 'from'],
    message,
    hint: 'write the same `from` at both, or rename one',
  };
}

/** The first service that names a secret. */
function firstWith(secret: string, app: NamedApp): NamedService | undefined {
  return servicesOf(app).find(({ options }) => Object.hasOwn(options.secrets, secret));
}

function* withoutAgent(name: string, { as, delivery: by, from }: AppSecret): Iterable<Finding> {
  if (as !== 'templates' || by === 'injector' || from === 'github') return;
  const message = `\`${name}\` is to be in templates, which an agent of Vault writes`;
  const path = ['secrets', name, 'delivery'];
  yield { code: 'wrong-value', severity: 'error', path, message, hint: 'write `delivery: injector`' };
}

function* contradictions(name: string, { as, from, delivery: by, keys }: AppSecret): Iterable<Finding> {
  const wrong = { code: 'wrong-value', severity: 'error' } as const;
  if (as === 'env') {
    const message = `\`delivery: ${by}\` brings files, and \`${name}\` is to be in the environment`;
    const hint = 'write `as: files`, or leave `delivery` out';
    yield { ...wrong, path: ['secrets', name, 'delivery'], message, hint };
  }
  if (!isFromVault({ origin: from })) {
    const message = `\`delivery: ${by}\` reads from Vault, and \`${name}\` is \`${from}\``;
    yield { ...wrong, path: ['secrets', name, 'from'], message, hint: 'leave `delivery` out, or put it into Vault' };
  }
  for (const [index, key] of keys.entries())
    if (/^\.+$/.test(key))
      yield {
        ...wrong,
        path: ['secrets', name, 'keys', index],
        message: `\`${key}\` cannot be the name of a file`,
        hint: 'give the key another name',
      };
}

function* bringer(name: string, { delivery: by }: AppSecret, { cluster, isSite }: AppContext): Iterable<Finding> {
  // that there is no Vault at all, the needs of the app say
  const vault = cluster.enabled.get('vault') as ComponentOptions['vault'] | undefined;
  if (vault === undefined) return;
  const isThere = by === 'injector' ? vault.injector.enabled : vault.csi;
  if (isThere) return;
  const [what, option] =
    by === 'injector' ? ['injector', 'injector: { enabled: true }'] : ['CSI provider', 'csi: true'];
  yield {
    code: 'missing-need',
    severity: 'error',
    path: ['secrets', name, 'delivery'],
    message: `\`${name}\` is brought by Vault's ${what}, which is off on ${cluster.facts.name}`,
    hint: `set \`${option}\` for \`vault\`${isSite ? '' : ', or leave `delivery` out'}`,
  };
}
