import { isMap, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml';

/** The offsets of keys that stand in their map already, in one walk: the parser's own search compares every key with every other. */
export function duplicateKeys(contents: unknown): readonly number[] {
  const found: number[] = [];
  const left: unknown[] = [contents];
  while (left.length > 0) {
    const node = left.pop();
    if (isPair(node)) left.push(node.key, node.value);
    if (isSeq(node)) for (const item of node.items) left.push(item);
    if (!isMap(node)) continue;
    found.push(...repeated(node.items));
    for (const item of node.items) left.push(item);
  }
  return found.sort((a, b) => a - b);
}

function repeated(pairs: readonly Pair[]): readonly number[] {
  const known = new Set<string>();
  const found: number[] = [];
  for (const { key } of pairs) {
    // an empty key and `<<` are refused for what they are
    if (!isScalar(key) || key.value === null || key.value === '<<') continue;
    const name = String(key.value);
    if (known.has(name)) found.push((key as Node).range?.[0] ?? 0);
    known.add(name);
  }
  return found;
}
