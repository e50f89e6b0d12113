/** Runs `action` for every item, at most `width` at a time; the results are in the order of the items. The first rejection ends it. */
export async function concurrently<Item, Result>(
  items: readonly Item[],
  width: number,
  action: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = new Array(items.length);
  const rest = items.entries();
  const work = async () => {
    for (const [index, item] of rest) results[index] = await action(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, work));
  return results;
}
