import type { Path } from '../diagnostic.ts';
import type { ObjectStore } from '../generated/options.ts';
import type { GoogleAccount } from '../google-need.ts';
import type { DeclaredSecret } from '../secret.ts';

/** Where Google's buckets speak S3. */
const S3_AT_GOOGLE = 'https://storage.googleapis.com';

/** The account with which copies are put into a bucket of Google's, by either of the ways there; none for another store. */
export function storeAccount(
  name: string,
  store: ObjectStore,
  secret: DeclaredSecret,
  path: Path,
): readonly GoogleAccount[] {
  if (store.kind === 's3' && store.endpoint !== S3_AT_GOOGLE) return [];
  const on = { kind: 'bucket', name: store.bucket } as const;
  const credential = store.kind === 's3' ? 'hmac' : 'key';
  return [{ kind: 'account', name, rights: [{ on, roles: ['roles/storage.objectAdmin'] }], secret, credential, path }];
}
