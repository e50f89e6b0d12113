import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyChart } from './rendered/chart.ts';
import { renderedFleet } from './rendered/fleet.ts';
import { lockedCharts, putLocked } from './rendered/locked.ts';
import { repository } from './support/cli.ts';

const scratch = mkdtempSync(join(tmpdir(), 'plinth-memory-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const text = renderedFleet(5);
// no cluster takes over what was rendered for another
let patch = 0;
const apart = text.replaceAll('kubernetes: "1.34.2"', () => `kubernetes: "1.34.${++patch}"`);
const changed = text.replace('size: 10Gi', 'size: 20Gi');

// What the kernel counted for this program alone: `resourceUsage` begins with the peak of the process that started it.
const peakFile = join(scratch, 'peak');
const atExit = join(scratch, 'at-exit.cjs');
const told = `require('node:fs').writeFileSync(${JSON.stringify(peakFile)}, require('node:fs').readFileSync('/proc/self/status'))`;
writeFileSync(atExit, `process.on('exit', () => ${told});\n`);

/** The MiB that a run of `generate` had in memory at most. */
function peakOf(platform: string): number {
  writeFileSync(join(scratch, 'platform.yaml'), platform);
  const words = ['--require', atExit, join(repository, 'dist/plinth.cjs'), 'generate'];
  const env = { ...process.env, XDG_CACHE_HOME: join(scratch, 'cache') };
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: scratch, env, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(peakFile, 'utf8'))?.[1]) / 1024;
}

describe.skipIf(!existsSync('/proc/self/status'))('25 components on 5 clusters, rendered, need', () => {
  beforeAll(async () => putLocked(scratch, text, await lockedCharts(text, everyChart)), 120_000);

  it('300 MiB for every chart', { timeout: 120_000 }, () => {
    const peak = peakOf(text);
    // an engine was at work
    expect(peak).toBeGreaterThan(120);
    expect(peak).toBeLessThan(300);
  });

  it('300 MiB for every chart on each of them', { timeout: 240_000 }, () => {
    expect(patch).toBe(5);
    expect(peakOf(apart)).toBeLessThan(300);
  });

  it('300 MiB for one that changed, and an engine only for it', { timeout: 120_000 }, () => {
    const peak = peakOf(changed);
    expect(peak).toBeGreaterThan(120);
    expect(peak).toBeLessThan(300);
    expect(peakOf(changed)).toBeLessThan(120);
  });
});
