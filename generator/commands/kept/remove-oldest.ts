import { readdirSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { quietly } from '../../write/quietly.ts';

/** Removes all but the newest files of a folder of the cache, and says whether there were others; where it cannot, they stay. */
export function removeOldest(folder: string, kept: number): boolean {
  let found = false;
  quietly(() => {
    const all = readdirSync(folder).map((name) => ({ name, time: statSync(join(folder, name)).mtimeMs }));
    const oldest = all.sort((a, b) => b.time - a.time).slice(kept);
    found = oldest.length > 0;
    for (const { name } of oldest) unlinkSync(join(folder, name));
  });
  return found;
}
