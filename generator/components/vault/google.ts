import type { CheckContext } from '../../component.ts';
import type { GoogleNeed } from '../../google-need.ts';
import { storeAccount } from '../../kubernetes/google-store.ts';
import { storeSecrets } from './backup.ts';
import { sealSecrets } from './seal.ts';

/** The key that opens Vault, with an account that may use it and no more, and an account for the copies. */
export function google({ options }: CheckContext<'vault'>): readonly GoogleNeed[] {
  const copies = storeSecrets(options).flatMap((secret) =>
    options.backup === undefined ? [] : storeAccount('vault-backup', options.backup.store, secret, ['backup', 'store']),
  );
  return [...sealAccount(options), ...copies];
}

function sealAccount({ seal }: CheckContext<'vault'>['options']): readonly GoogleNeed[] {
  if (seal.kind !== 'gcpckms') return [];
  const { project, region, keyRing, cryptoKey } = seal;
  const on = { kind: 'key', project, location: region, keyRing, name: cryptoKey } as const;
  return sealSecrets(seal).map((secret) => ({
    kind: 'account',
    name: 'vault-seal',
    project,
    // Vault also reads the key itself when it starts
    rights: [{ on, roles: ['roles/cloudkms.cryptoKeyEncrypterDecrypter', 'roles/cloudkms.viewer'] }],
    secret,
    credential: 'key',
    path: ['seal'],
  }));
}
