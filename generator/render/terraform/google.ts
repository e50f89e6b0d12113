import type { GoogleBucket, GoogleKey, GoogleZone } from '../../google-need.ts';
import { googleAccounts, googleZones } from '../../google-needs.ts';
import type { Model } from '../../model.ts';
import type { Registry } from '../../registry.ts';
import { accountBlocks, type Place } from './google-accounts.ts';
import { all, bucketName, keyName, ringName } from './google-names.ts';
import { type Block, jsonFile } from './json-file.ts';
import { localName } from './local-name.ts';
import { versionsFile } from './versions-file.ts';

/** What components need at Google. No credential is among it, so none is in the state. */
export function* google(model: Model, registry: Registry): Iterable<readonly [string, string]> {
  const { terraform } = model.facts;
  if (terraform === undefined) return;
  const accounts = googleAccounts({ model, registry });
  const zones = googleZones({ model, registry });
  if (accounts.length + zones.length === 0) return;
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
