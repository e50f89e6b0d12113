import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair } from 'yaml';
import type { Path, Position } from '../diagnostic.ts';

/** The position of a path: of its key or its value, or of the deepest part of it that the file has. */
export type Locate = (path: Path, at?: 'key' | 'value') => Position;

/** Walks a document on demand: positions are wanted only when there is something to report. */
export function locator(document: Document, lines: LineCounter): Locate {
  const pairs: Pairs = new WeakMap();
  return (path, at = 'key') => {
    const { line, col } = lines.linePos(offsetOf(document, path, at, pairs));
    return { line, column: col };
  };
}

/** The text of a scalar as it stands in the file, without its quotes; undefined where the path leads to none. */
export type Written = (path: Path) => string | undefined;

/** Walks likewise, for what the value no longer tells: `3.10` is the number 3.1. */
export function writer(document: Document): Written {
  const pairs: Pairs = new WeakMap();
  return (path) => {
    const start: unknown = resolved(document.contents, document);
    const node = path.reduce((at, part) => resolved(child(at, part, pairs)?.value, document), start);
    return isScalar(node) ? node.source : undefined;
  };
}

function offsetOf(document: Document, path: Path, at: 'key' | 'value', pairs: Pairs): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, part] of path.entries()) {
    const step = child(resolved(node, document), part, pairs);
    if (step === undefined) return offset;
    const last = index === path.length - 1;
    offset =
      (last && at === 'value' ? startOf(step.value) : undefined) ?? startOf(step.key) ?? startOf(step.value) ?? offset;
    node = step.value;
  }
  return offset;
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

/** The pairs of each map that was walked through, by key: a map with very many mistakes is searched once. */
type Pairs = WeakMap<object, ReadonlyMap<string, Pair>>;

function child(node: unknown, part: string | number, pairs: Pairs): { key?: unknown; value: unknown } | undefined {
  if (isSeq(node) && typeof part === 'number') {
    const value = node.items[part];
    return value === undefined ? undefined : { value };
  }
  if (!isMap(node)) return undefined;
  const known = pairs.get(node) ?? byKey(node.items);
  pairs.set(node, known);
  return known.get(String(part));
}

function byKey(items: readonly Pair[]): ReadonlyMap<string, Pair> {
  return new Map(items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair] as const] : [])));
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
