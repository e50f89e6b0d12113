import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artefactId, type Lock, type LockEntry } from '../lock.ts';
import { cacheFolder } from '../write/cache-folder.ts';
import { fingerprint } from '../write/ledger.ts';
import { quietly } from '../write/quietly.ts';

const folder = () => join(cacheFolder(), 'entries');

/** Keeps what was found out about artefacts whose bytes are in the cache, so that they are found there again by name. Losing it costs the network only. */
export function keepEntries(entries: Lock): void {
  quietly(() => {
    mkdirSync(folder(), { recursive: true });
    for (const entry of entries) {
      const file = join(folder(), `${fingerprint(artefactId(entry))}.json`);
      writeFileSync(`${file}.${process.pid}`, JSON.stringify(entry));
      renameSync(`${file}.${process.pid}`, file);
    }
  });
}

/** What `keepEntries` kept, in no order. */
export function keptEntries(): Lock {
  const found: LockEntry[] = [];
  quietly(() => {
    for (const file of readdirSync(folder()).filter((name) => name.endsWith('.json')))
      quietly(() => found.push(JSON.parse(readFileSync(join(folder(), file), 'utf8')) as LockEntry));
  });
  return found;
}
