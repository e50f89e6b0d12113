import { databasesOf, type NamedApp, namespaceOf, servicesOf } from '../app.ts';
import type { App, AppSecret } from '../generated/options.ts';
import type { DeclaredSecret } from '../secret.ts';
import { engines, loginSecret } from './engines.ts';
import { isInjected, vaultAuthority } from './injection.ts';

/** The secrets that an app uses: those that its services name, each once, and the logins of its databases. `what` is what the runbook calls it. */
export function appSecrets(name: string, options: App, what: 'app' | 'site' = 'app'): readonly DeclaredSecret[] {
  const app = { name, options };
  const namespace = namespaceOf(app);
  const named = new Map<string, DeclaredSecret>();
  for (const service of servicesOf(app)) {
    for (const [secret, { keys, from, delivery }] of Object.entries(service.options.secrets)) {
      const before = named.get(secret);
      const all = [...new Set([...(before?.keys ?? []), ...keys])].sort();
      const purpose = `the ${what} \`${name}\``;
      const first = before ?? { name: secret, namespace, purpose, origin: from, ...readBy(app, delivery) };
      named.set(secret, { ...first, keys: all });
    }
  }
  const logins = databasesOf(app).map(
    ([database, { kind }]): DeclaredSecret => ({
      name: loginSecret(database),
      namespace,
      purpose: `the database \`${database}\` of the app \`${name}\``,
      keys: engines[kind].secretKeys,
      origin: 'generated',
    }),
  );
  const authority = isInjected(app) ? [vaultAuthority(app, what)] : [];
  return [...[...named.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), ...logins, ...authority];
}

/** A Secret is read in the name of `default`, by which no pod of the app runs; what pods read themselves lies below their own name. */
function readBy({ name }: NamedApp, delivery: AppSecret['delivery']): Partial<DeclaredSecret> {
  return delivery === 'secret' ? {} : { serviceAccount: name, direct: true };
}
