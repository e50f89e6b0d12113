/** Edges of a graph: each node with the nodes that come before it. */
export type Before<T extends string> = ReadonlyMap<T, readonly T[]>;

/** The layers of a graph: a node's wave is one more than the highest before it, the first is 0. A cycle comes back instead, first node repeated last. */
export function waves<T extends string>(
  before: Before<T>,
): { waves: ReadonlyMap<T, number> } | { cycle: readonly T[] } {
  const done = new Map<T, number>();
  for (const node of [...before.keys()].sort()) {
    const cycle = visit(node, before, done, []);
    if (cycle !== undefined) return { cycle };
  }
  return { waves: done };
}

function visit<T extends string>(
  node: T,
  before: Before<T>,
  done: Map<T, number>,
  trail: readonly T[],
): readonly T[] | undefined {
  if (done.has(node)) return undefined;
  const seen = trail.indexOf(node);
  if (seen >= 0) return smallestFirst(trail.slice(seen));
  const earlier = [...(before.get(node) ?? [])].sort();
  for (const each of earlier) {
    const cycle = visit(each, before, done, [...trail, node]);
    if (cycle !== undefined) return cycle;
  }
  done.set(
    node,
    earlier.reduce((wave, each) => Math.max(wave, (done.get(each) ?? 0) + 1), 0),
  );
  return undefined;
}

/** A cycle has no beginning; told from its smallest node, it reads the same wherever it was entered. */
function smallestFirst<T extends string>(cycle: readonly T[]): readonly T[] {
  const smallest = [...cycle].sort()[0] as T;
  const start = cycle.indexOf(smallest);
  return [...cycle.slice(start), ...cycle.slice(0, start), smallest];
}

/** Every node that comes before one, at any distance, sorted. */
export function allBefore<T extends string>(node: T, before: Before<T>): readonly T[] {
  const found = new Set<T>();
  const open = [...(before.get(node) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(before.get(next) ?? []));
  }
  return [...found].sort();
}
