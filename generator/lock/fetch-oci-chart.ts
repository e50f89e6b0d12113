import { Failure } from '../failure.ts';
import type { ChartArtefact } from '../lock.ts';
import { fingerprint } from '../write/ledger.ts';
import { download, type Question } from './download.ts';
import type { Fetched } from './fetched.ts';
import { largestArtefact, largestReply, type Network } from './network.ts';
import { isLoopback, webUrl } from './url.ts';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const chartType = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** A chart in a registry: `repository` is `oci://host/path`, to which Helm appends the chart's name; the tag is the version. */
export function ociReference({ repository, name, version }: ChartArtefact): string {
  return `${repository.replace(/\/+$/, '')}/${name}:${version.replaceAll('+', '_')}`;
}

/** Fetches a chart from an OCI registry by `oci://host/path:tag`: manifest, then its layer with the chart, each checked against its digest. */
export async function fetchOciChart(reference: string, network: Network): Promise<Fetched> {
  const { base, path, tag } = readReference(reference);
  const scope = `repository:${path}:pull`;
  const place = `${base}/v2/${path}`;
  const manifest = await fetchManifest(
    { url: webUrl(`${place}/manifests/${tag}`), accept: manifestType, limit: largestReply, scope },
    network,
  );
  const layer = chartLayer(manifest, reference);
  const { body } = await download({ url: webUrl(`${place}/blobs/${layer}`), limit: largestArtefact, scope }, network);
  check(`${reference}: the chart`, layer, body);
  return { bytes: body, url: reference, manifest: digestOf(manifest) };
}

/** Every tag beside that of a chart in its registry, as versions: a `_` stands for the `+` that no tag may have. */
export async function ociTags(chart: ChartArtefact, network: Network): Promise<readonly string[]> {
  const { base, path } = readReference(ociReference(chart));
  const found: string[] = [];
  let next: URL | undefined = webUrl(`${base}/v2/${path}/tags/list?n=1000`);
  for (let page = 0; next !== undefined && page < mostPages; page += 1) {
    const { body, headers } = await download(
      { url: next, limit: largestReply, scope: `repository:${path}:pull` },
      network,
    );
    const { tags } = parsed(body) as { readonly tags?: unknown };
    found.push(...(Array.isArray(tags) ? tags.map((tag) => String(tag).replaceAll('_', '+')) : []));
    const [, link] = /<([^>]+)>;\s*rel="?next"?/.exec(String(headers['link'] ?? '')) ?? [];
    next = link === undefined ? undefined : webUrl(link, next.href);
  }
  return found;
}

const mostPages = 50;

interface Reference {
  readonly base: string;
  readonly path: string;
  readonly tag: string;
}

function readReference(reference: string): Reference {
  const [, host = '', path = '', tag = ''] = /^oci:\/\/([^/]+)\/([a-z0-9._/-]+):([\w.-]{1,128})$/.exec(reference) ?? [];
  if (tag === '' || host.includes('@'))
    throw new Failure('the address of the chart is not one of an OCI registry', 'Write it as oci://host/path.');
  const server = host === 'docker.io' ? 'registry-1.docker.io' : host;
  // as Docker: what runs on this machine needs no certificate
  const scheme = isLoopback(server.replace(/:\d+$/, '')) ? 'http' : 'https';
  return { base: `${scheme}://${server}`, path, tag };
}

async function fetchManifest(question: Question, network: Network): Promise<Buffer> {
  const { body, headers } = await download(question, network);
  const said = headers['docker-content-digest'];
  if (typeof said === 'string' && said.startsWith('sha256:')) check('the manifest', said, body);
  return body;
}

interface Manifest {
  readonly layers?: readonly { readonly mediaType?: unknown; readonly digest?: unknown; readonly size?: unknown }[];
}

function chartLayer(manifest: Buffer, reference: string): string {
  const { layers } = parsed(manifest);
  const layer = Array.isArray(layers)
    ? (layers as NonNullable<Manifest['layers']>).find((each) => each.mediaType === chartType)
    : undefined;
  if (layer === undefined)
    throw new Failure(`${reference} is not a Helm chart`, 'Is it the image instead of the chart?');
  if (!/^sha256:[0-9a-f]{64}$/.test(String(layer.digest))) throw new Failure(`${reference}: the layer has no sha256`);
  return String(layer.digest);
}

function parsed(manifest: Buffer): Manifest {
  try {
    return (JSON.parse(manifest.toString()) as Manifest | null) ?? {};
  } catch {
    return {};
  }
}

function check(what: string, digest: string, bytes: Buffer): void {
  if (digest === digestOf(bytes)) return;
  throw new Failure(`${what} has the digest ${digestOf(bytes)}; the registry promises ${digest}`);
}

function digestOf(bytes: Buffer): string {
  return `sha256:${fingerprint(bytes)}`;
}
