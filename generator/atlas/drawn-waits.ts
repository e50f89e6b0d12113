/** Of what each node waits for, what does not follow from the rest: without it, the order would be another. */
export function drawnWaits(before: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const known = new Map<number, ReadonlySet<number>>();
  const allBefore = (node: number): ReadonlySet<number> => {
    const found = known.get(node) ?? new Set((before[node] ?? []).flatMap((each) => [each, ...allBefore(each)]));
    known.set(node, found);
    return found;
  };
  return before.map((waits) => waits.filter((each) => !waits.some((other) => allBefore(other).has(each))));
}
