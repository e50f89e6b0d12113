import { type ChartFiles, unpackChart } from '../lock/unpack-chart.ts';
import { type Artefact, artefactsOf } from '../lock.ts';
import type { Upstream } from '../objects.ts';

/** An artefact as `plinth lock` fetched it, checked against the lock; undefined where it is not at hand. */
export type LockedBytes = (artefact: Artefact) => { readonly sha256: string; readonly bytes: Uint8Array } | undefined;

/** All that a stage takes from upstream, as Kustomize gets it. */
export interface Inflation {
  /** The files of a chart, by `<name>-<version>/<name>`: where Kustomize looks below `charts/` before it would download. */
  readonly charts: { readonly [folder: string]: ChartFiles };
  /** Manifests by URL. */
  readonly remotes: { readonly [url: string]: Uint8Array };
}

/** What a stage takes from upstream, unpacked; undefined while any part of it is not at hand. */
export async function inflationOf(upstream: Upstream, locked: LockedBytes): Promise<Inflation | undefined> {
  const found = artefactsOf(upstream).map((artefact) => ({ artefact, bytes: locked(artefact)?.bytes }));
  const charts: { [folder: string]: ChartFiles } = {};
  const remotes: { [url: string]: Uint8Array } = {};
  for (const { artefact, bytes } of found) {
    if (bytes === undefined) return undefined;
    if (artefact.kind === 'manifest') remotes[artefact.url] = bytes;
    else charts[`${artefact.name}-${artefact.version}/${artefact.name}`] = await unpackChart(bytes);
  }
  return { charts, remotes };
}
