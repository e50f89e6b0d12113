import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { quietly } from '../write/quietly.ts';

/** Removes all but the newest files of a folder of the cache; where it cannot, they stay. */
export function removeOldest(folder: string, kept: number): void {
  quietly(() => {
    const all = readdirSync(folder).map((name) => ({ name, time: statSync(join(folder, name)).mtimeMs }));
    for (const { name } of all.sort((a, b) => b.time - a.time).slice(kept)) rmSync(join(folder, name), { force: true });
  });
}
