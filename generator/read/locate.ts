import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair } from 'yaml';
import type { Path, Position } from '../diagnostic.ts';

/** The position of a path: of its key or its value, or of the deepest part of it that the file has. */
export type Locate = (path: Path, at?: 'key' | 'value') => Position;

/** Walks a document on demand: positions are wanted only when there is something to report. */
export function locator(document: Document, lines: LineCounter): Locate {
  return (path, at = 'key') => {
    const { line, col } = lines.linePos(offsetOf(document, path, at));
    return { line, column: col };
  };
}

function offsetOf(document: Document, path: Path, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, part] of path.entries()) {
    const step = child(resolved(node, document), part);
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

function child(node: unknown, part: string | number): { key?: unknown; value: unknown } | undefined {
  if (isSeq(node) && typeof part === 'number') {
    const value = node.items[part];
    return value === undefined ? undefined : { value };
  }
  if (!isMap(node)) return undefined;
  return node.items.find((pair: Pair) => isScalar(pair.key) && String(pair.key.value) === String(part));
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
