import { isMap, type PlainMap, valueAt } from '../../map.ts';
import { ofKind, type SourceObject } from './source-object.ts';
import { listAt, textAt } from './texts.ts';

/** A Secret that comes from Vault: its name, its keys and where they are, never a value. */
export interface VaultSecret {
  readonly name: string;
  readonly namespace: string;
  readonly keys: readonly string[];
  readonly path?: string;
  readonly serviceAccount: string;
  readonly isGenerated: boolean;
  readonly from: SourceObject;
}

/** The VaultSecrets whose one definition is a path of the mount `kv`; the others are told back. */
export function vaultSecretsIn(objects: readonly SourceObject[]): {
  readonly found: readonly VaultSecret[];
  readonly rest: readonly SourceObject[];
} {
  const random = ofKind(objects, 'RandomSecret').flatMap(
    ({ object }) => `${textAt(object, 'spec', 'path')}/${textAt(object, 'spec', 'name') ?? object.metadata.name}`,
  );
  const rest: SourceObject[] = [];
  const found = ofKind(objects, 'VaultSecret').flatMap((from) => {
    const [definition, ...others] = listAt(from.object, 'spec', 'vaultSecretDefinitions');
    const written = textAt(definition, 'path') ?? '';
    const [, path] = /^kv\/(?:data\/)?([a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?)$/.exec(written) ?? [];
    const output = valueAt(from.object, 'spec', 'output', 'stringData');
    const { namespace } = from.object.metadata;
    if (others.length > 0 || path === undefined || !isMap(output) || namespace === undefined) {
      rest.push(from);
      return [];
    }
    const name = textAt(from.object, 'spec', 'output', 'name') ?? from.object.metadata.name;
    const serviceAccount = textAt(definition, 'authentication', 'serviceAccount', 'name') ?? 'default';
    const usual = `${namespace}/${serviceAccount}/${name}`;
    const place = path === usual ? {} : { path };
    return [
      {
        name,
        namespace,
        keys: Object.keys(output).sort(),
        ...place,
        serviceAccount,
        isGenerated: random.includes(written),
        from,
      },
    ];
  });
  return { found, rest };
}

/** One as `secrets` of vault-config-operator has it. */
export function asOption({ namespace, keys, path, serviceAccount, isGenerated }: VaultSecret): PlainMap {
  return {
    namespace,
    keys,
    ...(isGenerated ? { origin: 'generated' } : {}),
    ...(path === undefined ? {} : { path }),
    ...(serviceAccount === 'default' ? {} : { serviceAccount }),
  };
}
