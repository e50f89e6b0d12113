import { Failure } from '../failure.ts';
import type { ChartArtefact } from '../lock.ts';
import { versionsInIndex } from './chart-index.ts';
import { repositoryIndex } from './fetch-artefact.ts';
import { ociTags } from './fetch-oci-chart.ts';
import type { Network } from './network.ts';
import { isVersion, versionOrder } from './version-order.ts';

/** What upstream offers of a chart: every version, the newest first, and those that it has given up. A Failure says why nobody knows. */
export interface Offered {
  readonly versions: readonly string[];
  readonly deprecated: readonly string[];
}

/** Asks the repository or the registry of a chart for its versions. */
export async function offeredVersions(chart: ChartArtefact, network: Network): Promise<Offered> {
  if (chart.repository.startsWith('oci://'))
    return { versions: newestFirst(await ociTags(chart, network)), deprecated: [] };
  const { index } = await repositoryIndex(chart.repository, network);
  const all = versionsInIndex(index, chart.name);
  if (all.length === 0) throw new Failure(`${index.place} has no version of ${chart.name}`);
  return {
    versions: newestFirst(all.map(({ version }) => version)),
    deprecated: all.filter(({ isDeprecated }) => isDeprecated).map(({ version }) => version),
  };
}

function newestFirst(versions: readonly string[]): readonly string[] {
  return [...new Set(versions.filter(isVersion))].sort((one, other) => versionOrder(other, one));
}
