import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyChart } from '../rendered/chart.ts';
import { renderedFleet } from '../rendered/fleet.ts';
import { lockedCharts, putLocked } from '../rendered/locked.ts';

/** Writes a platform of five clusters whose charts are rendered into a folder, with its lock, and with charts made for it in `vendor/`. */
async function put(folder: string): Promise<void> {
  const text = renderedFleet(5);
  const locked = await lockedCharts(text, everyChart);
  putLocked(folder, text, { ...locked, bytes: new Map() });
  const vendor = join(folder, 'vendor/plinth');
  mkdirSync(vendor, { recursive: true });
  for (const [sha256, archive] of locked.bytes) writeFileSync(join(vendor, sha256), archive);
}

void put(process.argv[2] ?? '.');
