import type { GateStep } from '../component.ts';
import type { ObjectStore, S3Store } from '../generated/options.ts';
import type { DeclaredSecret } from '../secret.ts';

/** A folder of an object store, in which one cluster keeps copies of one thing. */
export interface StoreFolder {
  readonly store: ObjectStore;
  readonly cluster: string;
  /** What is copied, as the name of the folder. */
  readonly of: string;
}

/** The variables of rclone that say how to reach the store, under the remote of that name; upstream: rclone's options, by environment. */
const REMOTE = 'store';
const VARIABLE = 'RCLONE_CONFIG_STORE_';

/** The folder as rclone names it. */
export function remotePath(folder: StoreFolder): string {
  return `${REMOTE}:${pathOf(folder)}`;
}

/** The folder as people name it. */
export function storeAddress(folder: StoreFolder): string {
  return `${folder.store.kind === 'gcs' ? 'gs' : 's3'}://${pathOf(folder)}`;
}

/** The folder's place within the prefix of its store, for a server that puts copies there itself. */
export function pathInStore({ cluster, of }: Pick<StoreFolder, 'cluster' | 'of'>): string {
  return `${cluster}/${of}`;
}

/** Where the prefix of a store that speaks S3 is, over HTTP. */
export function storeUrl({ endpoint, region, bucket, prefix }: S3Store): string {
  const at = endpoint === undefined ? `https://${bucket}.s3.${region}.amazonaws.com` : `${endpoint}/${bucket}`;
  return prefix === undefined ? at : `${at}/${prefix}`;
}

function pathOf({ store: { bucket, prefix }, cluster, of }: StoreFolder): string {
  return [bucket, ...(prefix === undefined ? [] : [prefix]), pathInStore({ cluster, of })].join('/');
}

/** What is no secret of how rclone reaches a store. */
function openFields(store: ObjectStore): { readonly [variable: string]: string } {
  if (store.kind === 'gcs')
    // without it rclone sets rights object by object, which buckets of today refuse
    return { TYPE: 'google cloud storage', BUCKET_POLICY_ONLY: 'true', NO_CHECK_BUCKET: 'true' };
  return {
    TYPE: 's3',
    PROVIDER: store.endpoint === undefined ? 'AWS' : 'Other',
    ...(store.endpoint === undefined ? {} : { ENDPOINT: store.endpoint }),
    REGION: store.region,
    // the key need not be allowed to make buckets
    NO_CHECK_BUCKET: 'true',
  };
}

/** The keys of the credential, by the variable that takes each. */
function secretFields(store: ObjectStore): { readonly [variable: string]: string } {
  return store.kind === 'gcs'
    ? { SERVICE_ACCOUNT_CREDENTIALS: 'credentials.json' }
    : { ACCESS_KEY_ID: 'accessKeyId', SECRET_ACCESS_KEY: 'secretAccessKey' };
}

/** The environment in which rclone reaches the store with the credential in a Secret. */
export function storeVariables(store: ObjectStore, secret: string) {
  return [
    ...Object.entries(openFields(store)).map(([name, value]) => ({ name: `${VARIABLE}${name}`, value })),
    ...Object.entries(secretFields(store)).map(([name, key]) => ({
      name: `${VARIABLE}${name}`,
      valueFrom: { secretKeyRef: { name: secret, key } },
    })),
  ];
}

/** The credential with which copies are put into a store. */
export function storeSecret(
  store: ObjectStore,
  secret: Pick<DeclaredSecret, 'name' | 'namespace' | 'purpose'>,
): DeclaredSecret {
  return { ...secret, keys: Object.values(secretFields(store)), ...store.credential };
}

/** How a person sees which copies there are, with a credential that is at hand. */
export function listStep(folder: StoreFolder): GateStep {
  const { store } = folder;
  const open = Object.entries(openFields(store)).map(([name, value]) => `${VARIABLE}${name}='${value}'`);
  return {
    text: `See which copies there are, on a machine with rclone. ${credentialText(store)} \`lsf\` lists the copies by their time in UTC; \`<copy>\` is one of them.`,
    commands: [`export ${open.join(' ')}`, ...credentialCommands(store), `rclone lsf ${remotePath(folder)}`],
  };
}

/** The same, and how one of them is brought to that machine, under a name of its own. */
export function fetchStep(folder: StoreFolder, file: string): GateStep {
  const { text, commands } = listStep(folder);
  return { text, commands: [...commands, `rclone copyto ${remotePath(folder)}/<copy> ${file}`] };
}

function credentialText({ kind }: ObjectStore): string {
  return kind === 'gcs'
    ? '`<file>` is the key of a service account that may read the bucket.'
    : 'The two lines with `read` wait for an access key that may read the bucket.';
}

function credentialCommands(store: ObjectStore): readonly string[] {
  if (store.kind === 'gcs') return [`export ${VARIABLE}SERVICE_ACCOUNT_FILE=<file>`];
  return Object.keys(secretFields(store)).map((name) => `read -rs ${VARIABLE}${name} && export ${VARIABLE}${name}`);
}
