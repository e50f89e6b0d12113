import { Failure } from '../../failure.ts';
import type { Cache } from '../../lock/cache.ts';
import { keepEntries, keptEntries } from '../../lock/kept-entries.ts';
import { type Locking, lockArtefacts } from '../../lock/lock-artefacts.ts';
import { type Network, openNetwork } from '../../lock/network.ts';
import { offeredVersions } from '../../lock/offered-versions.ts';
import { isPreRelease, nearestVersion } from '../../lock/version-order.ts';
import { artefactId, type ChartArtefact, type Lock, lockEntryOf, type Want, wantedArtefacts } from '../../lock.ts';
import type { Built } from '../../upgrade/compare.ts';
import type { Pin } from '../../upgrade/pins.ts';

/** The chart's artefacts on both sides, and what is beside it. */
export function chartWants(before: Built, after: Built, user: string): readonly Want[] {
  const all = [before, after].flatMap(({ objects, model }) => wantedArtefacts(objects, model));
  const own = all.filter(({ users }) => users.includes(user));
  return [...new Map(own.map((want) => [artefactId(want.artefact), want])).values()];
}

/** The bytes of a chart on both sides, fetched where they are not at hand, and what the lock would say of them. */
export async function bytesFor(
  wants: readonly Want[],
  pin: Pin,
  to: string,
  lock: Lock,
  cache: Cache,
): Promise<{ readonly entries: Lock; readonly fetched: number }> {
  const network = openNetwork();
  const known: Lock = [...lock, ...keptEntries()];
  const target = { ...pin.chart, version: to };
  const entry = lockEntryOf(known, target);
  if (entry === undefined || cache.read(entry.sha256) === undefined) await refuseUnknown(target, network);
  const locking: Locking = { wants, lock: known, accepts: () => false, cache, network };
  const { lock: entries, fetched } = await lockArtefacts(locking);
  keepEntries(entries);
  return { entries, fetched };
}

/** Where upstream says what there is; a registry need not. */
async function refuseUnknown(chart: ChartArtefact, network: Network): Promise<void> {
  let versions: readonly string[];
  try {
    ({ versions } = await offeredVersions(chart, network));
  } catch (error) {
    if (error instanceof Failure) return;
    throw error;
  }
  if (versions.includes(chart.version)) return;
  const near = nearestVersion(chart.version, versions);
  const newest = versions.find((each) => !isPreRelease(each)) ?? versions[0];
  throw new Failure(
    `upstream offers no version ${chart.version} of ${chart.name}: there never was one, or it has been withdrawn`,
    `Did you mean \`${near ?? newest}\`? The newest is ${newest}.`,
  );
}
