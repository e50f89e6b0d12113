import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml';
import type { Code } from '../codes.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** Values, counted with every alias expanded; a hundred clusters have 30,000. */
const LIMIT = 500_000;

interface Walk {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly diagnostics: Diagnostic[];
  count: number;
}

/** The plain value of a document. Aliases are expanded up to a limit, so that no small file becomes a huge platform. */
export function toValue(
  document: Document,
  lines: LineCounter,
): { value: unknown; diagnostics: readonly Diagnostic[] } {
  const walk: Walk = { document, lines, diagnostics: [], count: 0 };
  const value = plainValue(document.contents, walk);
  return { value, diagnostics: walk.diagnostics };
}

function plainValue(node: unknown, walk: Walk): unknown {
  walk.count++;
  if (walk.count > LIMIT) return tooMany(node as Node, walk);
  if (isScalar(node)) return scalarOf(node, walk);
  if (isSeq(node)) return node.items.map((item) => plainValue(item, walk));
  if (isMap(node)) return mapOf(node.items, walk);
  if (isAlias(node)) return aliasOf(node, walk);
  return null;
}

function scalarOf(node: Scalar, walk: Walk): unknown {
  const { value } = node;
  if (typeof value === 'number' && !isPlainNumber(value)) {
    report(
      'yaml-scalar',
      node,
      'this is a number that not every reader of YAML can hold',
      'put it in quotes if it is text',
      walk,
    );
  }
  if (typeof value === 'string' && !value.isWellFormed()) {
    report(
      'yaml-scalar',
      node,
      'this text holds half of a character (a lone surrogate)',
      'write the whole character',
      walk,
    );
  }
  return value;
}

function isPlainNumber(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

function mapOf(pairs: readonly Pair[], walk: Walk): object {
  const map = {};
  for (const { key, value } of pairs) {
    const name = keyOf(key, walk);
    if (name === undefined) continue;
    // defineProperty, because an assignment to `__proto__` would change the object's prototype
    Object.defineProperty(map, name, {
      value: plainValue(value, walk),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return map;
}

function keyOf(key: unknown, walk: Walk): string | undefined {
  if (isScalar(key) && key.value !== null && key.value !== '<<') return String(key.value);
  const merge = isScalar(key) && key.value === '<<';
  const message = merge ? '`<<` merges maps in YAML 1.1 only' : 'a key must be a plain string';
  report('yaml-key', key as Node, message, merge ? 'repeat the keys, or use a cluster override' : 'quote it', walk);
  return undefined;
}

function aliasOf(alias: Node & { source: string; resolve(document: Document): Node | undefined }, walk: Walk): unknown {
  const target = alias.resolve(walk.document);
  if (target === undefined) {
    report(
      'unknown-anchor',
      alias,
      'this alias refers to an anchor that does not exist',
      'put it in quotes if it is text; else write the anchor, the same with `&`, before the value that it stands for',
      walk,
    );
    return null;
  }
  if (contains(target, alias)) {
    report(
      'unknown-anchor',
      alias,
      'this alias stands inside the value that it refers to',
      'a value cannot contain itself',
      walk,
    );
    return null;
  }
  return plainValue(target, walk);
}

function contains(outer: Node, inner: Node): boolean {
  const [start, , end] = outer.range ?? [0, 0, 0];
  const at = inner.range?.[0] ?? 0;
  return at >= start && at < end;
}

function tooMany(node: Node, walk: Walk): null {
  if (!walk.diagnostics.some(({ code }) => code === 'too-many-aliases')) {
    report(
      'too-many-aliases',
      node,
      `the aliases of this file expand to more than ${LIMIT} values`,
      'write the values out',
      walk,
    );
  }
  return null;
}

function report(code: Code, node: Node, message: string, hint: string, walk: Walk): void {
  const { line, col } = walk.lines.linePos(node?.range?.[0] ?? 0);
  walk.diagnostics.push({ code, severity: 'error', message, hint, position: { line, column: col } });
}
