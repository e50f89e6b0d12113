import { LineCounter, Parser } from 'yaml';
import { readYaml } from '../../diff/folder/read-manifests.ts';
import { isMap, own, type PlainMap } from '../../map.ts';
import { tooDeep } from '../../read/depth.ts';
import { unreadable } from '../../read/unreadable.ts';

/** Values of one file, with every alias expanded; as many as platform.yaml may have. */
const VALUES = 500_000;
const DEPTH = 100;

/** The documents of a file, or why there are none; a reason never repeats what stands in the file. */
export type FileReading = { readonly documents: readonly unknown[] } | { readonly refused: string };

/** Reads a file of YAML or JSON within the limits that platform.yaml has itself. What a Secret holds is left out at once. */
export function readFile(path: string, bytes: Uint8Array): FileReading {
  const text = decoded(bytes);
  const wrong = unreadable(bytes, text);
  if (text === undefined || wrong !== undefined) return { refused: wrong?.message ?? 'the file is not UTF-8 text' };
  return readText(path, text);
}

/** The same for a text that stands in another file, such as the values of an Application. */
export function readText(path: string, text: string): FileReading {
  try {
    const documents = path.endsWith('.json') ? [JSON.parse(text) as unknown] : yamlDocuments(path, text);
    if ('refused' in documents) return documents;
    if (isTooMuch(documents)) return { refused: `more than ${VALUES} values, or more than ${DEPTH} levels of them` };
    return { documents: documents.filter((each) => each !== null).map(withoutSecretValues) };
  } catch (error) {
    if (error instanceof ReferenceError) return { refused: 'its aliases stand for too many values' };
    return { refused: /\{\{/.test(text) ? 'a template (`{{ … }}`), which is not YAML' : 'it cannot be read as YAML' };
  }
}

function yamlDocuments(path: string, text: string): readonly unknown[] | { readonly refused: string } {
  const lines = new LineCounter();
  if (tooDeep([...new Parser(lines.addNewLine).parse(text)], lines) !== undefined)
    return { refused: `maps and lists are nested more than ${DEPTH} levels deep` };
  const read = readYaml(path, text);
  if (!('refused' in read)) return read.documents;
  // the parser's own words would repeat what stands there
  const template = /\{\{/.test(text) ? 'a template (`{{ … }}`), which is not YAML' : 'not valid YAML';
  return { refused: `${template}, line ${read.refused.position.line}` };
}

/** Counted without recursion: aliases make a small file a huge value. */
function isTooMuch(documents: readonly unknown[]): boolean {
  let level: readonly unknown[] = documents;
  let count = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    count += level.length;
    if (count > VALUES || depth > DEPTH) return true;
    const next: unknown[] = [];
    for (const each of level) {
      if (typeof each !== 'object' || each === null) continue;
      const inner: readonly unknown[] = Array.isArray(each) ? each : Object.values(each);
      if (count + next.length + inner.length > VALUES) return true;
      for (const one of inner) next.push(one);
    }
    level = next;
  }
  return false;
}

/** The same value without what any Secret in it holds: nothing after this can print it. */
export function withoutSecretValues(value: unknown): unknown {
  if (!isMap(value)) return value;
  const items = own(value, 'items');
  if (Array.isArray(items) && /List$/.test(String(own(value, 'kind'))))
    return { ...value, items: items.map(withoutSecretValues) };
  if (own(value, 'kind') !== 'Secret') return value;
  const { data: _, stringData: __, ...rest } = value as PlainMap;
  const { annotations: ___, ...metadata } = (isMap(own(rest, 'metadata')) ? own(rest, 'metadata') : {}) as PlainMap;
  return { ...rest, metadata };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
