import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noHost } from '../../generator/host.ts';
import { compile } from '../../generator/index.ts';
import { lockText } from '../../generator/lock/lock-text.ts';
import { type LockEntry, wantedArtefacts } from '../../generator/lock.ts';
import { fingerprint } from '../../generator/write/ledger.ts';
import { type ChartSource, packChart } from './chart.ts';

/** What a platform would take from outside, made here: the lock, and the bytes behind it. */
export interface Locked {
  readonly lock: readonly LockEntry[];
  readonly bytes: ReadonlyMap<string, Buffer>;
}

/** Locks charts made for a test in place of those that a platform names; a Failure of the test where it names one that `chart` does not make. */
export async function lockedCharts(
  platform: string,
  chart: (name: string, version: string) => ChartSource,
): Promise<Locked> {
  const { model, objects } = compile(platform, undefined, { ...noHost, rendered: () => undefined });
  if (model === undefined || objects === undefined) throw new Error('the platform has errors');
  const lock: LockEntry[] = [];
  const bytes = new Map<string, Buffer>();
  for (const { artefact } of wantedArtefacts(objects, model)) {
    // only charts are made here: a component with a manifest is one by reference, or an error tells
    if (artefact.kind === 'manifest') continue;
    const archive = await packChart(artefact.name, chart(artefact.name, artefact.version));
    const sha256 = fingerprint(archive);
    bytes.set(sha256, archive);
    lock.push({ ...artefact, url: `${artefact.repository}/${artefact.name}.tgz`, sha256 });
  }
  return { lock, bytes };
}

/** Writes a platform into a folder, with its lock beside it and the bytes in `cache` below it, as `plinth lock` would leave them. */
export function putLocked(folder: string, platform: string, { lock, bytes }: Locked): void {
  const cache = join(folder, 'cache/plinth/sha256');
  mkdirSync(cache, { recursive: true });
  for (const [sha256, archive] of bytes) writeFileSync(join(cache, sha256), archive);
  writeFileSync(join(folder, 'platform.yaml'), platform);
  writeFileSync(join(folder, 'platform.lock'), lockText(lock));
}
