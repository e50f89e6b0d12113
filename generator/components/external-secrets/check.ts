import { broughtSecrets } from '../../brought-secrets.ts';
import type { CheckContext, Finding } from '../../component.ts';
import { unknownName } from '../../unknown-name.ts';

type Context = CheckContext<'external-secrets'>;

/** What the schema cannot say: stores that there are and somebody may use, values of Vault by their part, and every secret that is said to come from here. */
export function* check(context: Context): Iterable<Finding> {
  yield* stores(context);
  yield* unusedStores(context);
  yield* parts(context);
  yield* broughtSecrets(context.cluster.secrets, {
    origin: 'external',
    entries: context.options.secrets.map(({ name, namespace, keys }) => ({ name, namespace, keys: Object.keys(keys) })),
    option: 'keys',
    missing: 'no store is named for it',
    hint: () => 'name the store, and where each key is in it',
  });
}

function* stores({ options }: Context): Iterable<Finding> {
  for (const [index, { store }] of options.secrets.entries())
    yield* unknownName(store, Object.keys(options.stores), {
      code: 'unknown-secret-store',
      path: ['secrets', index, 'store'],
      message: `there is no secret store \`${store}\``,
    });
}

function* unusedStores({ options: { stores, secrets } }: Context): Iterable<Finding> {
  for (const [name, { namespaces }] of Object.entries(stores)) {
    if (namespaces.length > 0 || secrets.some(({ store }) => store === name)) continue;
    yield {
      code: 'unknown-secret-store',
      severity: 'warning',
      path: ['stores', name],
      message: `nobody may use the secret store \`${name}\`: no secret names it, and it is open to no namespace`,
      hint: 'name it at a secret, or say under `namespaces` whose ExternalSecrets may use it',
    };
  }
}

/** A secret of Vault is a map; taken whole it would be JSON in one key. */
function* parts({ options: { stores, secrets } }: Context): Iterable<Finding> {
  for (const [index, { store, keys }] of secrets.entries()) {
    if (stores[store]?.kind !== 'vault') continue;
    for (const [key, { property }] of Object.entries(keys)) {
      if (property !== undefined) continue;
      yield {
        code: 'missing-option',
        severity: 'error',
        path: ['secrets', index, 'keys', key],
        message: `\`${key}\` would hold a whole secret of Vault, as JSON`,
        hint: `say which part of it with \`property\`, such as \`property: ${key}\``,
      };
    }
  }
}
