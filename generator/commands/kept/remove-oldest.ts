import { readdirSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isOwnCache } from '../../write/cache-folder.ts';
import { quietly } from '../../write/quietly.ts';
import { keptFolderPath } from './kept-file.ts';

/** Removes all but the newest files of a folder of the cache, and says whether there were others; where it cannot, they stay. */
export function removeOldest(folder: string, kept: number): boolean {
  if (!isOwnCache()) return false;
  let found = false;
  quietly(() => {
    const path = (name: string) => join(keptFolderPath(folder), name);
    const all = readdirSync(keptFolderPath(folder)).map((name) => ({ name, time: statSync(path(name)).mtimeMs }));
    const oldest = all.sort((a, b) => b.time - a.time).slice(kept);
    found = oldest.length > 0;
    for (const { name } of oldest) unlinkSync(path(name));
  });
  return found;
}
