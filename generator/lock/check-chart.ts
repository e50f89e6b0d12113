import { Failure } from '../failure.ts';
import type { ChartArtefact } from '../lock.ts';
import type { Fetched } from './fetched.ts';
import { lenientYaml } from './lenient-yaml.ts';

const block = 512;

// Bytes. A chart of text never comes near; a bomb does.
const largestArchive = 200_000_000;

/** Throws a Failure unless the bytes are a whole gzip of a tar with `<folder>/Chart.yaml` of this very name and version. Nothing is unpacked to disk. */
export function checkChart({ bytes, url }: Fetched, { name, version }: ChartArtefact): void {
  const chart = chartFile(unpacked(bytes, url));
  const said = lenientYaml(String(chart ?? '')) as { readonly name?: unknown; readonly version?: unknown } | null;
  if (said === null || said === undefined) throw wrong(url, 'holds no Chart.yaml that can be read');
  if (said.name === name && plain(said.version) === plain(version)) return;
  throw wrong(url, `is the chart ${said.name} ${said.version}`);
}

// repositories and charts do not always agree on the `v`
function plain(version: unknown): string {
  return String(version).replace(/^v/, '');
}

function unpacked(bytes: Buffer, url: string): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b)
    throw wrong(url, /^\s*</.test(bytes.toString('utf8', 0, 64)) ? 'is a web page' : 'is no gzip');
  try {
    return process.getBuiltinModule('node:zlib').gunzipSync(bytes, { maxOutputLength: largestArchive });
  } catch (error) {
    throw wrong(url, `cannot be unpacked (${error instanceof Error ? error.message : error})`);
  }
}

function chartFile(tar: Buffer): Buffer | undefined {
  for (let offset = 0; offset + block <= tar.length; ) {
    const header = tar.subarray(offset, offset + block);
    const size = Number.parseInt(field(header, 124, 12) || '0', 8);
    if (Number.isNaN(size)) return undefined;
    const path = `${field(header, 345, 155)}/${field(header, 0, 100)}`.replace(/^\/?(?:\.\/)?/, '');
    const start = offset + block;
    if (/^[^/]+\/Chart\.yaml$/.test(path)) return tar.subarray(start, start + size);
    offset = start + Math.ceil(size / block) * block;
  }
  return undefined;
}

function field(header: Buffer, start: number, length: number): string {
  return header
    .toString('latin1', start, start + length)
    .replace(/\0.*$/s, '')
    .trim();
}

function wrong(url: string, what: string): Failure {
  return new Failure(`${url} ${what}`, 'Does the address lead to a chart, or to a login page?');
}
