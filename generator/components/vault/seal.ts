import type { ComponentOptions } from '../../generated/options.ts';
import type { DeclaredSecret } from '../../secret.ts';

/** What opens Vault after a restart. */
export type Seal = ComponentOptions['vault']['seal'];

/** The Secret with the credential of a key service; it must exist before Vault, so a person puts it in. */
export const SEAL_SECRET = 'vault-seal';

const credentials = '/vault/seal/credentials.json';

interface Access {
  /** The fields of the seal's block in Vault's own file, in HashiCorp's names. */
  readonly fields: { readonly [name: string]: string };
  /** The keys of the Secret. */
  readonly keys: readonly string[];
  readonly environment?: { readonly [name: string]: string };
  readonly secretEnvironment?: { readonly [name: string]: string };
}

/** How Vault reaches the key service of its seal; undefined where people open it. */
export function sealAccess(seal: Seal): Access | undefined {
  switch (seal.kind) {
    case 'gcpckms':
      return {
        fields: { project: seal.project, region: seal.region, key_ring: seal.keyRing, crypto_key: seal.cryptoKey },
        keys: ['credentials.json'],
        environment: { GOOGLE_APPLICATION_CREDENTIALS: credentials },
      };
    case 'awskms':
      return {
        fields: { region: seal.region, kms_key_id: seal.keyId },
        keys: ['accessKeyId', 'secretAccessKey'],
        secretEnvironment: { AWS_ACCESS_KEY_ID: 'accessKeyId', AWS_SECRET_ACCESS_KEY: 'secretAccessKey' },
      };
    case 'shamir':
      return undefined;
  }
}

/** The secret that a seal needs. Its origin is no option: whatever Vault needs to start cannot come from Vault. */
export function sealSecrets(seal: Seal): readonly DeclaredSecret[] {
  const access = sealAccess(seal);
  if (access === undefined) return [];
  return [
    {
      name: SEAL_SECRET,
      namespace: 'vault',
      keys: access.keys,
      origin: 'bootstrap',
      purpose: `Vault's seal (\`${seal.kind}\`)`,
    },
  ];
}
