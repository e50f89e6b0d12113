import { Failure } from '../../failure.ts';
import { keptEntries } from '../../lock/kept-entries.ts';
import { type Network, openNetwork } from '../../lock/network.ts';
import { offeredVersions } from '../../lock/offered-versions.ts';
import { cacheBeside } from '../../lock/vendor.ts';
import type { ChartArtefact, Lock } from '../../lock.ts';
import type { Pin } from '../../upgrade/pins.ts';
import { type Versions, versionsText } from '../print/print-upgrade.ts';
import { withProgress } from '../print/with-progress.ts';
import { lockOf, type UpgradeFlags } from './upgrade-sides.ts';

/** Prints the versions that there are of each chart. */
export async function listVersions(pins: readonly Pin[], flags: UpgradeFlags): Promise<number> {
  const network = openNetwork();
  const cache = cacheBeside(flags.platform);
  const atHand = [...lockOf(flags).lock, ...keptEntries()].filter(({ sha256 }) => cache.read(sha256) !== undefined);
  const found: Versions[] = [];
  await withProgress('charts looked up', async (report) => {
    for (const pin of pins) {
      found.push(await versionsOf(pin, atHand, network));
      report(found.length, pins.length);
    }
  });
  if (flags.format === 'json') process.stdout.write(`${JSON.stringify({ charts: found }, null, 2)}\n`);
  else process.stdout.write(versionsText(found, pins.length === 1, flags.format === 'markdown'));
  return 0;
}

async function versionsOf({ user, chart, clusters }: Pin, atHand: Lock, network: Network): Promise<Versions> {
  const place = { user, chart: chart.name, version: chart.version, clusters };
  try {
    return { ...place, ...(await offeredVersions(chart, network)), isOffered: true };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const versions = versionsAtHand(chart, atHand);
    return { ...place, versions, deprecated: [], isOffered: false, reason: error.message };
  }
}

/** The versions of a chart whose bytes are at hand. */
function versionsAtHand({ name, repository }: ChartArtefact, atHand: Lock): readonly string[] {
  const found = atHand.flatMap((entry) =>
    entry.kind === 'chart' && entry.name === name && entry.repository === repository ? [entry.version] : [],
  );
  return [...new Set(found)];
}
