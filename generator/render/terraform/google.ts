import type { GoogleAccount, GoogleBucket, GoogleKey, GoogleRight, GoogleZone } from '../../google-need.ts';
import { accountId, googleAccounts, googleZones, type Placed } from '../../google-needs.ts';
import type { Model, PlatformFacts } from '../../model.ts';
import type { Registry } from '../../registry.ts';
import type { Yaml } from '../../yaml.ts';
import { type Block, jsonFile, literal } from './json-file.ts';
import { localName } from './local-name.ts';
import { versionsFile } from './versions-file.ts';

type Account = Placed<GoogleAccount>;
type Place = NonNullable<PlatformFacts['terraform']>['google'];

/** What components need at Google. No credential is among it, so none is in the state. */
export function* google(model: Model, registry: Registry): Iterable<readonly [string, string]> {
  const { terraform } = model.facts;
  const accounts = googleAccounts({ model, registry });
  const zones = googleZones({ model, registry });
  if (terraform === undefined || accounts.length + zones.length === 0) return;
  const place = terraform.google;
  const targets = accounts.flatMap(({ rights }) => rights.map(({ on }) => on));
  const files = {
    accounts: accountBlocks(accounts, place),
    buckets: bucketBlocks(targets.filter(({ kind }) => kind === 'bucket') as readonly GoogleBucket[], place),
    keys: keyBlocks(targets.filter(({ kind }) => kind === 'key') as readonly GoogleKey[]),
    zones: zoneBlocks(zones),
  };
  yield [
    'versions.tf.json',
    versionsFile('google', terraform.backend, place === undefined ? {} : { project: place.project }),
  ];
  for (const [name, resource] of Object.entries(files))
    if (Object.keys(resource).length > 0) yield [`${name}.tf.json`, jsonFile(['components'], { resource })];
}

/** What none of them holds, can be had back. */
const kept = { lifecycle: { prevent_destroy: true } };

const RENEWED = `${90 * 24 * 3600}s`;

function keyBlocks(keys: readonly GoogleKey[]): Block {
  if (keys.length === 0) return {};
  return {
    google_kms_key_ring: all(keys, ringName, ({ project, location, keyRing }) => ({
      ...{ project, location, name: keyRing },
      ...kept,
    })),
    google_kms_crypto_key: all(keys, keyName, (key) => ({
      name: key.name,
      key_ring: `\${google_kms_key_ring.${ringName(key)}.id}`,
      purpose: 'ENCRYPT_DECRYPT',
      // older versions stay, to read what they have written
      rotation_period: RENEWED,
      ...kept,
    })),
  };
}

function bucketBlocks(buckets: readonly GoogleBucket[], place: Place): Block {
  if (buckets.length === 0 || place === undefined) return {};
  const { project, location } = place;
  return {
    google_storage_bucket: all(buckets, bucketName, ({ name }) => ({
      ...{ project, location, name },
      uniform_bucket_level_access: true,
      public_access_prevention: 'enforced',
      // copies are removed by whoever makes them; what was left in the middle, nobody else sees
      lifecycle_rule: [{ condition: { age: 7 }, action: { type: 'AbortIncompleteMultipartUpload' } }],
      ...kept,
    })),
  };
}

function zoneBlocks(zones: readonly GoogleZone[]): Block {
  if (zones.length === 0) return {};
  return {
    google_dns_managed_zone: all(
      zones,
      ({ project, zone }) => localName(project, zone),
      ({ project, zone, name }) => ({
        ...{ project, name, dns_name: `${zone}.` },
        ...kept,
      }),
    ),
  };
}

function accountBlocks(accounts: readonly Account[], place: Place): Block {
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

const ringName = ({ project, location, keyRing }: GoogleKey) => localName(project, location, keyRing);
const keyName = ({ project, location, keyRing, name }: GoogleKey) => localName(project, location, keyRing, name);
const bucketName = ({ name }: GoogleBucket) => localName(name);
const accountName = ({ name, cluster }: Account) => localName(name, cluster);

/** Each thing once, by name, sorted. */
function all<T>(
  things: readonly T[],
  nameOf: (thing: T) => string,
  blockOf: (thing: T) => Block,
): { [name: string]: Yaml } {
  const blocks = things.map((thing) => [nameOf(thing), blockOf(thing) as Yaml] as const);
  return Object.fromEntries([...blocks].sort(([a], [b]) => (a < b ? -1 : 1)));
}
