import { didYouMean } from '../did-you-mean.ts';
import { Failure } from '../failure.ts';
import { lenientYaml } from './lenient-yaml.ts';

/** One version of a chart in the index of a repository. */
export interface IndexEntry {
  readonly version: string;
  readonly urls: readonly string[];
  /** The sha256 of the archive, in hex. */
  readonly digest?: string;
}

/** An `index.yaml` and its address, for messages. */
export interface ChartIndex {
  readonly text: string;
  readonly place: string;
}

/** Finds one version of a chart in an index; a Failure where it is not. Reads only that entry where the index is laid out as Helm does it: an index can have megabytes. */
export function findInIndex(index: ChartIndex, name: string, version: string): IndexEntry {
  const entries = entriesOf(index, name, version);
  const found = entries.find((entry) => entry?.version === version);
  if (found == null) throw noVersion(index, name, version, entries);
  const { urls, digest } = found;
  if (!Array.isArray(urls) || typeof urls[0] !== 'string')
    throw new Failure(`${index.place} gives no address for ${name} ${version}`);
  if (digest === undefined || digest === null || digest === '') return { version, urls };
  return {
    version,
    urls,
    digest: String(digest)
      .replace(/^sha256:/, '')
      .toLowerCase(),
  };
}

/** Every version of a chart in an index, as it stands there, and whether upstream has given the chart up. A Failure where there is no such chart. */
export function versionsInIndex(
  index: ChartIndex,
  name: string,
): readonly { readonly version: string; readonly isDeprecated: boolean }[] {
  return entriesOf(index, name, '').flatMap((entry) =>
    typeof entry?.version === 'string' ? [{ version: entry.version, isDeprecated: entry.deprecated === true }] : [],
  );
}

type RawEntry = {
  readonly version?: unknown;
  readonly urls?: unknown;
  readonly digest?: unknown;
  readonly deprecated?: unknown;
} | null;

function entriesOf(index: ChartIndex, name: string, version: string): readonly RawEntry[] {
  const { text, place } = index;
  const blocks = /^\s*\{/.test(text) ? undefined : chartBlocks(text);
  const block = blocks?.get(name);
  if (blocks === undefined) return wholeIndex(index, name);
  if (block === undefined) throw noChart(place, name, [...blocks.keys()]);
  // the version stands in each of its own lines, and nearly nowhere else
  const parts = versionBlocks(block).filter((each) => each.includes(version));
  const entries = parts.map(lenientYaml);
  // an alias may refer to another entry; Helm writes none
  return entries.includes(undefined) ? wholeIndex(index, name) : (entries.flat() as readonly RawEntry[]);
}

/** The lines below each key of `entries:`, or undefined where they are not laid out in blocks. */
function chartBlocks(text: string): ReadonlyMap<string, string> | undefined {
  const start = /^entries:[ \t]*\r?$/m.exec(text);
  if (start === null) return undefined;
  const after = text.slice(start.index + start[0].length + 1);
  const end = /^[^\s#-]/m.exec(after)?.index ?? after.length;
  const body = after.slice(0, end);
  const indent = /^ +(?=[^\s#-])/m.exec(body)?.[0];
  if (indent === undefined) return undefined;
  const keys = [...body.matchAll(new RegExp(`^${indent}(["']?)([^\\s:#'"-][^\\s:'"]*)\\1:[ \\t]*\\r?$`, 'gm'))];
  const blocks = keys.map(
    (key, index) => [key[2] ?? '', body.slice(key.index + key[0].length + 1, keys[index + 1]?.index)] as const,
  );
  return keys.length === 0 ? undefined : new Map(blocks);
}

/** The items of a list in block style, each still a list of one. */
function versionBlocks(block: string): readonly string[] {
  const indent = /^ *(?=- )/.exec(block)?.[0] ?? '';
  const starts = [...block.matchAll(new RegExp(`^${indent}- `, 'gm'))];
  return starts.map((start, index) => block.slice(start.index, starts[index + 1]?.index));
}

function wholeIndex(index: ChartIndex, name: string): readonly RawEntry[] {
  const whole = parseYaml(index) as { readonly entries?: { readonly [name: string]: readonly RawEntry[] } } | null;
  const { entries } = whole ?? {};
  if (typeof entries !== 'object' || entries === null)
    throw new Failure(`${index.place} is not the index of a chart repository`);
  if (!Array.isArray(entries[name])) throw noChart(index.place, name, Object.keys(entries));
  return entries[name];
}

function parseYaml({ text, place }: ChartIndex): unknown {
  const value = lenientYaml(text);
  if (value === undefined) throw new Failure(`${place} is not YAML`, 'Does the address lead to a chart repository?');
  return value;
}

function noChart(place: string, name: string, names: readonly string[]): Failure {
  const near = didYouMean(name, names);
  return new Failure(`${place} has no chart ${name}`, near === undefined ? undefined : `Did you mean \`${near}\`?`);
}

function noVersion({ text, place }: ChartIndex, name: string, version: string, entries: readonly RawEntry[]): Failure {
  const twin = version.startsWith('v') ? version.slice(1) : `v${version}`;
  const hasTwin = text.includes(`version: ${twin}\n`) || entries.some((entry) => entry?.version === twin);
  const hint = hasTwin ? `Did you mean \`${twin}\`?` : 'Has it been withdrawn? Look into the index for what there is.';
  return new Failure(`${place} has no version ${version} of ${name}`, hint);
}
