import { databasesOf, namespaceOf, servicesOf } from '../app.ts';
import type { App } from '../generated/options.ts';
import type { DeclaredSecret } from '../secret.ts';
import { engines, loginSecret } from './engines.ts';

/** The secrets that an app uses: those that its services name, each once, and the logins of its databases. */
export function appSecrets(name: string, options: App): readonly DeclaredSecret[] {
  const app = { name, options };
  const namespace = namespaceOf(app);
  const named = new Map<string, DeclaredSecret>();
  for (const service of servicesOf(app)) {
    for (const [secret, { keys, from }] of Object.entries(service.options.secrets)) {
      const before = named.get(secret);
      const all = [...new Set([...(before?.keys ?? []), ...keys])].sort();
      const purpose = `the app \`${name}\``;
      named.set(secret, { name: secret, namespace, purpose, keys: all, origin: from });
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
  return [...[...named.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), ...logins];
}
