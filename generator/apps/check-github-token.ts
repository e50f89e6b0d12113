import { namespaceOf } from '../app.ts';
import type { Finding } from '../component.ts';
import type { AppSecret, ComponentOptions } from '../generated/options.ts';
import type { AppContext } from './app-context.ts';

/** What keeps a secret from being a token of GitHub; paths begin at the service's block. */
export function* githubToken(name: string, secret: AppSecret, context: AppContext): Iterable<Finding> {
  if (secret.from !== 'github') return;
  yield* shape(name, secret);
  const { app, cluster } = context;
  const path = ['secrets', name, 'from'];
  const vault = cluster.enabled.get('vault-config-operator') as ComponentOptions['vault-config-operator'] | undefined;
  // that the component itself is missing, the needs of the app say
  if (vault === undefined) return;
  const namespace = namespaceOf(app);
  if (vault.github === undefined)
    yield {
      code: 'missing-need',
      severity: 'error',
      path,
      message: `\`${app.name}\` needs tokens of GitHub, and nothing on ${cluster.facts.name} makes any`,
      hint: 'add `github: { applicationId: … }` to `vault-config-operator`',
    };
  else if (!isNamed(namespace, vault.github.roles, cluster.facts.gitHubTokens))
    yield {
      code: 'missing-option',
      severity: 'error',
      path,
      message: `nothing says for which repositories the tokens of \`${namespace}\` are`,
      hint: `add \`${namespace}: { repositories: […] }\` to \`github.roles\` of \`vault-config-operator\``,
    };
}

function isNamed(namespace: string, roles: object, tokens: AppContext['cluster']['facts']['gitHubTokens']): boolean {
  return Object.hasOwn(roles, namespace) || tokens.some((each) => each.namespace === namespace);
}

function* shape(name: string, { keys, delivery }: AppSecret): Iterable<Finding> {
  const wrong = { code: 'wrong-value', severity: 'error' } as const;
  const [key] = keys;
  if (keys.length !== 1 || key !== 'token')
    yield {
      ...wrong,
      path: ['secrets', name, 'keys'],
      message: `a token of GitHub has the one key \`token\`, and \`${name}\` has ${keys.map((each) => `\`${each}\``).join(', ')}`,
      hint: 'write `keys: [token]`',
    };
  if (delivery !== 'injector')
    yield {
      ...wrong,
      path: ['secrets', name, 'delivery'],
      message: `a token of GitHub lives for an hour, and only the agent of Vault beside the container brings the next one`,
      hint: 'write `delivery: injector`',
    };
}
