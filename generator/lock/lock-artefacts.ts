import { concurrently } from '../concurrently.ts';
import { Failure } from '../failure.ts';
import { type Artefact, type Lock, type LockEntry, lockEntryOf, nameOf, type Want } from '../lock.ts';
import { fingerprint } from '../write/ledger.ts';
import type { Cache } from './cache.ts';
import { fetchArtefact } from './fetch-artefact.ts';
import type { Fetched } from './fetched.ts';
import type { Network } from './network.ts';

/** What one run of `plinth lock` works with. */
export interface Locking {
  readonly wants: readonly Want[];
  readonly lock: Lock;
  /** Whether what upstream serves now is taken, whatever the lock says. */
  readonly accepts: (want: Want) => boolean;
  readonly cache: Cache;
  readonly network: Network;
  readonly onProgress?: (done: number, total: number) => void;
}

/** The lock that the wants make, and how many artefacts had to be fetched for it. */
export interface Locked {
  readonly lock: Lock;
  readonly fetched: number;
}

const width = 6;

/** Has every wanted artefact in the cache and its digest in the lock that is returned; fetches only what the cache lacks. A Failure lists all that could not be had, and all that upstream changed. */
export async function lockArtefacts(locking: Locking): Promise<Locked> {
  const { wants, onProgress } = locking;
  let done = 0;
  onProgress?.(done, wants.length);
  const outcomes = await concurrently(wants, width, async (want) => {
    const outcome = await settled(want, locking);
    onProgress?.(++done, wants.length);
    return outcome;
  });
  const failures = outcomes.flatMap((outcome) => (outcome instanceof Failure ? [outcome] : []));
  if (failures.length > 0) throw together(failures);
  const found = outcomes.flatMap((outcome) => (outcome instanceof Failure ? [] : [outcome]));
  return { lock: found.map(({ entry }) => entry), fetched: found.filter(({ isFetched }) => isFetched).length };
}

interface Outcome {
  readonly entry: LockEntry;
  readonly isFetched: boolean;
}

async function settled(want: Want, locking: Locking): Promise<Outcome | Failure> {
  try {
    return await lockOne(want, locking);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return named(want.artefact, error);
  }
}

function named(artefact: Artefact, cause: Failure): Failure {
  const { message, hint } = cause;
  // most messages about a manifest begin with its address already
  const isNamed = artefact.kind === 'manifest' && message.startsWith(artefact.url);
  return new Failure(isNamed ? `manifest ${message}` : `${nameOf(artefact)}: ${message}`, hint, cause);
}

async function lockOne(want: Want, { lock, accepts, cache, network }: Locking): Promise<Outcome> {
  const { artefact } = want;
  const known = accepts(want) ? undefined : lockEntryOf(lock, artefact);
  if (known !== undefined && cache.read(known.sha256) !== undefined) return { entry: known, isFetched: false };
  const fetched = await fetchArtefact(artefact, network);
  const entry = entryOf(artefact, fetched);
  if (known !== undefined) refuseChange(known, entry, want);
  cache.put(fetched.bytes);
  return { entry: known ?? entry, isFetched: true };
}

function entryOf(artefact: Artefact, { bytes, url, manifest }: Fetched): LockEntry {
  return { ...artefact, url, ...(manifest === undefined ? {} : { manifest }), sha256: fingerprint(bytes) };
}

function refuseChange(known: LockEntry, found: LockEntry, { users }: Want): void {
  const isSame = known.sha256 === found.sha256;
  if (isSame && known.manifest === found.manifest) return;
  const [was, is] = isSame ? [known.manifest, found.manifest] : [`sha256:${known.sha256}`, `sha256:${found.sha256}`];
  throw new Failure(
    `upstream changed it under the same version: locked is ${was ?? 'no manifest'}, served is ${is ?? 'no manifest'}`,
    `Find out why before you trust it. To accept it: \`plinth lock --update ${users[0]}\`.`,
  );
}

function together(failures: readonly Failure[]): Failure {
  const [first] = failures;
  if (first !== undefined && failures.length === 1)
    return new Failure(`cannot lock ${first.message}`, first.hint, first);
  const lines = failures.map(({ message, hint }, index) => {
    // advice for several in a row stands behind the last of them
    const isLast = hint !== undefined && failures[index + 1]?.hint !== hint;
    return `\n  ${message}${isLast ? `\n    → ${hint}` : ''}`;
  });
  return new Failure(`cannot lock ${failures.length} artefacts:${lines.join('')}`, 'platform.lock was not changed.');
}
