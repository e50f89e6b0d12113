import type { GoogleAccount, GoogleRight } from '../../google-need.ts';
import { accountId, type Placed } from '../../google-needs.ts';
import type { PlatformFacts } from '../../model.ts';
import { all, bucketName, keyName } from './google-names.ts';
import { type Block, literal } from './json-file.ts';
import { localName } from './local-name.ts';

type Account = Placed<GoogleAccount>;

/** Where things are that name no project. */
export type Place = NonNullable<PlatformFacts['terraform']>['google'];

/** The service accounts, and a binding for each role of each. */
export function accountBlocks(accounts: readonly Account[], place: Place): Block {
  const rights = accounts
    .flatMap((account) => account.rights.flatMap((right) => rightBlocks(account, right)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const ofType = (type: string) =>
    rights.filter((right) => right.type === type).map(({ name, block }) => [name, block]);
  const types = [...new Set(rights.map(({ type }) => type))].sort();
  if (accounts.length === 0) return {};
  return {
    google_service_account: all(accounts, accountName, (account) => ({
      project: account.project ?? place?.project,
      account_id: accountId(account),
      display_name: literal(`${account.component} on ${account.cluster}: ${account.secret.name}`.slice(0, 100)),
    })),
    ...Object.fromEntries(types.map((type) => [type, Object.fromEntries(ofType(type)) as Block])),
  };
}

function rightBlocks(account: Account, { on, roles }: GoogleRight) {
  const [type, where] = target(on);
  const member = `\${google_service_account.${accountName(account)}.member}`;
  return roles.map((role) => ({
    type,
    name: localName(account.name, account.cluster, role.replace('roles/', '')),
    block: { ...where, role, member },
  }));
}

/** A binding of one role to one account, which leaves all others alone. */
function target(on: GoogleRight['on']): readonly [type: string, where: Block] {
  switch (on.kind) {
    case 'key':
      return ['google_kms_crypto_key_iam_member', { crypto_key_id: `\${google_kms_crypto_key.${keyName(on)}.id}` }];
    case 'bucket':
      return ['google_storage_bucket_iam_member', { bucket: `\${google_storage_bucket.${bucketName(on)}.name}` }];
    case 'project':
      return ['google_project_iam_member', { project: on.project }];
  }
}

function accountName({ name, cluster }: Account): string {
  return localName(name, cluster);
}
