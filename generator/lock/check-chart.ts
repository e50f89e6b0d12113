import { Failure } from '../failure.ts';
import type { ChartArtefact } from '../lock.ts';
import type { Fetched } from './fetched.ts';
import { lenientYaml } from './lenient-yaml.ts';
import { type ChartFiles, unpackChart } from './unpack-chart.ts';

/** Throws a Failure unless the bytes are a whole gzip of a tar with `<folder>/Chart.yaml` of this very name and version. Nothing is unpacked to disk. */
export async function checkChart({ bytes, url }: Fetched, { name, version }: ChartArtefact): Promise<void> {
  const { 'Chart.yaml': chart } = await unpacked(bytes, url);
  const text = chart === undefined ? '' : Buffer.from(chart).toString();
  const said = lenientYaml(text) as { readonly name?: unknown; readonly version?: unknown } | null;
  if (said === null || said === undefined) throw wrong(url, 'holds no Chart.yaml that can be read');
  if (said.name === name && plain(said.version) === plain(version)) return;
  throw wrong(url, `is the chart ${said.name} ${said.version}`);
}

// repositories and charts do not always agree on the `v`
function plain(version: unknown): string {
  return String(version).replace(/^v/, '');
}

async function unpacked(bytes: Buffer, url: string): Promise<ChartFiles> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b)
    throw wrong(url, /^\s*</.test(bytes.toString('utf8', 0, 64)) ? 'is a web page' : 'is no gzip');
  try {
    return await unpackChart(bytes);
  } catch (error) {
    throw wrong(url, `cannot be unpacked (${error instanceof Error ? error.message : error})`);
  }
}

function wrong(url: string, what: string): Failure {
  return new Failure(`${url} ${what}`, 'Does the address lead to a chart, or to a login page?');
}
