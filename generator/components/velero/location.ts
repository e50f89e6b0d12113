import type { CheckContext } from '../../component.ts';
import type { ObjectStore } from '../../generated/options.ts';
import type { GoogleNeed } from '../../google-need.ts';
import { create } from '../../kubernetes/create.ts';
import { storeAccount } from '../../kubernetes/google-store.ts';
import { type StoreFolder, storeSecret } from '../../kubernetes/object-store.ts';
import type { DeclaredSecret } from '../../secret.ts';
import { here, LOCATION, STORE_SECRET } from './names.ts';

/** What Velero is let into the store with. */
export function storeCredential(store: ObjectStore): DeclaredSecret {
  const purpose = 'Velero, which puts copies of volumes into the object store';
  return storeSecret(store, { ...here(STORE_SECRET), purpose });
}

/** The account with which copies are put into a bucket of Google's. */
export function google({ options: { store } }: CheckContext<'velero'>): readonly GoogleNeed[] {
  return storeAccount('velero', store, storeCredential(store), ['store']);
}

/** The folder of one cluster's copies. */
export function folderOf(store: ObjectStore, cluster: string): StoreFolder {
  return { store, cluster, of: 'volumes' };
}

/** The folder of one cluster's copies, as Velero knows it. */
export function location({ store, cluster, of }: StoreFolder) {
  const { bucket, prefix } = store;
  return create('velero.io/v1', 'BackupStorageLocation', {
    metadata: here(LOCATION),
    spec: {
      ...wayTo(store),
      objectStorage: { bucket, prefix: [...(prefix === undefined ? [] : [prefix]), cluster, of].join('/') },
      default: true,
      accessMode: 'ReadWrite',
    },
  });
}

/** An access key is in the environment of whoever needs it; the key of a service account is a file, which Velero writes where it is needed. */
function wayTo(store: ObjectStore) {
  if (store.kind === 'gcs')
    return { provider: 'gcp', credential: { name: STORE_SECRET, key: 'credentials.json' } } as const;
  const { endpoint, region } = store;
  return {
    provider: 'aws',
    config: {
      region,
      // services other than AWS's know buckets by path, and often no checksum of today
      ...(endpoint === undefined ? {} : { s3Url: endpoint, s3ForcePathStyle: 'true', checksumAlgorithm: '' }),
    },
  } as const;
}
