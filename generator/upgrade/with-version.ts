import { type Document, isAlias, isMap, isScalar, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { Path } from '../diagnostic.ts';
import { Failure } from '../failure.ts';

/** The text of a platform with a version at a path whose last part is `version`, in a block that is there: every other byte is as it was. A Failure where the place is an alias. */
export function withVersion(text: string, path: Path, version: string): string {
  const document = parseDocument(text, { uniqueKeys: false, version: '1.2' });
  const block = pairAt(document, path.slice(0, -1));
  const value = block?.value;
  if (block === undefined || isAlias(value)) throw notHere(path);
  const own = isMap(value) ? pairOf(value, String(path.at(-1))) : undefined;
  if (own !== undefined) return replaced(text, own, version, path);
  return isMap(value) && value.items.length > 0 ? inserted(text, value, version) : begun(text, block, version);
}

function notHere(path: Path): Failure {
  const place = path.map(String).join('.');
  return new Failure(`${place} stands behind an alias`, 'Nothing was changed. Write the version there by hand.');
}

function pairAt(document: Document, path: Path): Pair | undefined {
  let map: unknown = document.contents;
  let found: Pair | undefined;
  for (const part of path) {
    found = isMap(map) ? pairOf(map, String(part)) : undefined;
    map = found?.value;
  }
  return found;
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

function replaced(text: string, { key, value }: Pair, version: string, path: Path): string {
  if (!isScalar(value)) throw notHere(path);
  const [start, end] = (value as Node).range ?? [0, 0];
  if (start === end) {
    const after = endOfKey(text, key);
    return `${text.slice(0, after)} ${scalar(version)}${text.slice(after)}`;
  }
  const quote = text[start] === "'" || text[start] === '"' ? text[start] : '';
  return `${text.slice(0, start)}${quote === '' ? scalar(version) : quote + version + quote}${text.slice(end)}`;
}

/** Before the first key of a block, in its layout. */
function inserted(text: string, map: YAMLMap, version: string): string {
  const start = (map.items[0]?.key as Node | undefined)?.range?.[0] ?? 0;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const line = text.slice(lineStart, start);
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const between = map.flow === true ? ', ' : `${end}${line.replace(/[^\s]/g, ' ')}`;
  return `${text.slice(0, start)}version: ${scalar(version)}${between}${text.slice(start)}`;
}

/** Where a block is empty: in braces behind its key. */
function begun(text: string, { key, value }: Pair, version: string): string {
  const block = `{ version: ${scalar(version)} }`;
  const [start, end] = (value as Node | null)?.range ?? [0, 0];
  if (start !== end) return `${text.slice(0, start)}${block}${text.slice(end)}`;
  const after = endOfKey(text, key);
  return `${text.slice(0, after)} ${block}${text.slice(after)}`;
}

/** Behind the colon. */
function endOfKey(text: string, key: unknown): number {
  const end = (key as Node | undefined)?.range?.[1] ?? 0;
  return text.indexOf(':', end) + 1;
}

/** Bare where every reader takes it for a text. */
function scalar(version: string): string {
  return /^v?\d+\.\d+\.\d+[\w.-]*$/.test(version) ? version : JSON.stringify(version);
}
