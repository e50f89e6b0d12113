import { Failure } from '../failure.ts';
import type { Artefact, ChartArtefact } from '../lock.ts';
import { fingerprint } from '../write/ledger.ts';
import { type ChartIndex, findInIndex } from './chart-index.ts';
import { checkChart } from './check-chart.ts';
import { download } from './download.ts';
import { fetchOciChart, ociReference } from './fetch-oci-chart.ts';
import type { Fetched } from './fetched.ts';
import { largestArtefact, largestIndex, type Network } from './network.ts';
import { shownUrl, webUrl } from './url.ts';

/** Fetches an artefact and checks it against every digest that upstream gives, and that it is what it should be. A Failure says why it cannot be had. */
export async function fetchArtefact(artefact: Artefact, network: Network): Promise<Fetched> {
  if (artefact.kind === 'manifest') return fetchManifest(artefact.url, network);
  const isOci = artefact.repository.startsWith('oci://');
  const fetched = await (isOci ? fetchOciChart(ociReference(artefact), network) : fetchFromIndex(artefact, network));
  await checkChart(fetched, artefact);
  return fetched;
}

async function fetchManifest(url: string, network: Network): Promise<Fetched> {
  const { body } = await download({ url: webUrl(url), limit: largestArtefact }, network);
  // a login page or a file list also comes with status 200
  if (/^\s*</.test(body.toString('utf8', 0, 64)) || !/^(?:kind|\s*"kind")\s*:/m.test(body.toString()))
    throw new Failure(`${shownUrl(webUrl(url))}: what the server gives is no Kubernetes manifest`);
  return { bytes: body, url };
}

async function fetchFromIndex({ repository, name, version }: ChartArtefact, network: Network): Promise<Fetched> {
  const { index, base } = await repositoryIndex(repository, network);
  const { urls, digest } = findInIndex(index, name, version);
  const [address = ''] = urls;
  if (address.startsWith('oci://')) return fetchOciChart(address, network);
  const url = webUrl(address, base.href);
  const { body } = await download({ url, limit: largestArtefact }, network);
  const found = fingerprint(body);
  if (digest !== undefined && digest !== found)
    throw new Failure(`${shownUrl(url)}: the digest is sha256:${found}; the repository's index says sha256:${digest}`);
  return { bytes: body, url: shownUrl(url) };
}

/** The index of a chart repository, fetched once in a run, and the address that it is at. */
export async function repositoryIndex(
  repository: string,
  network: Network,
): Promise<{ readonly index: ChartIndex; readonly base: URL }> {
  const base = webUrl(repository.replace(/\/*$/, '/'));
  const url = new URL('index.yaml', base);
  return { index: { text: await indexOf(url, network), place: shownUrl(url) }, base };
}

function indexOf(url: URL, network: Network): Promise<string> {
  const known = network.indexes.get(url.href);
  if (known !== undefined) return known;
  const asked = download({ url, limit: largestIndex }, network).then(({ body }) => body.toString());
  network.indexes.set(url.href, asked);
  return asked;
}
